using Experiments.Web.Tests.Page;
using Microsoft.Playwright;

namespace Experiments.Web.Tests.Learn;

/// <summary>The tutorial as a whole: its languages, and the way through it, under the policy of the page.</summary>
public sealed class LearnPageTests(SharedLessons shared, Chromium chromium) : IClassFixture<SharedLessons>
{
    private static readonly string[] Lessons =
        ["neuron", "passes", "losses", "frameworks", "activations", "optimizers", "mnist", "inside", "advice", "draw"];

    [Theory]
    [InlineData("en-GB", "From one neuron to handwritten digits", "中文", "从一个神经元到手写数字")]
    [InlineData("zh-CN", "从一个神经元到手写数字", "English", "From one neuron to handwritten digits")]
    public async Task Language_IsThatOfTheBrowserUntilItIsChanged(
        string locale, string title, string other, string otherTitle)
    {
        await using var visit = await PageVisit.BeginAsync(
            chromium, shared.Api, "/learn", new() { Locale = locale });
        await visit.SeesAsync("h1", title);
        await visit.PressAsync(other);
        await visit.SeesAsync("h1", otherTitle);
        visit.Page.Url.ShouldContain(locale == "zh-CN" ? "?lang=en" : "?lang=zh");
        await visit.Page.ReloadAsync();
        await visit.SeesAsync("h1", otherTitle);
    }

    [Theory]
    [InlineData("/learn/toString?lang=constructor")]
    [InlineData("/learn/%3Cb%3E?lang=")]
    public async Task Address_OfNoLesson_ShowsAllLessons(string path)
    {
        await using var visit = await PageVisit.BeginAsync(chromium, shared.Api, path);
        await Assertions.Expect(visit.Page.Locator(".card")).ToHaveCountAsync(Lessons.Length);
    }

    [Theory, InlineData("en"), InlineData("zh")]
    public async Task Lessons_OneAfterTheOther_AllAppear(string language)
    {
        await using var visit = await PageVisit.BeginAsync(chromium, shared.Api, "/");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Learn", Exact = true }).ClickAsync();
        if (language == "zh") await visit.PressAsync("中文");
        await Assertions.Expect(visit.Page.Locator(".card")).ToHaveCountAsync(Lessons.Length);
        await visit.Page.Locator(".card").First.ClickAsync();
        foreach (var lesson in Lessons)
        {
            await visit.Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == $"/learn/{lesson}");
            await visit.SeesAsync(".learn", "");
            // What a lesson shows last.
            await Assertions.Expect(visit.Page.Locator(".goals li").First).ToBeVisibleAsync();
            (await visit.Page.Locator(".learn").GetAttributeAsync("lang")).ShouldBe(
                language == "zh" ? "zh-Hans" : "en");
            if (lesson != Lessons[^1]) await visit.Page.Locator(".neighbours .after").ClickAsync();
        }
    }
}

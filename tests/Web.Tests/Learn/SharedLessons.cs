using Experiments.Web.Tests.Page;
using Experiments.Web.Tests.Support;

namespace Experiments.Web.Tests.Learn;

/// <summary>One API for the tests of the lessons, with a sweep whose best trial was trained on the digits.</summary>
public sealed class SharedLessons : IAsyncLifetime
{
    /// <summary>The id of the sweep.</summary>
    public const string Sweep = "lessons000";

    /// <summary>The API.</summary>
    public TestApi Api { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Api = await TestApi.StartAsync();
        await Api.FillTrainedAsync(Sweep);
    }

    public ValueTask DisposeAsync() => Api.DisposeAsync();

    /// <summary>
    /// Opens a lesson: in English on a light desktop, in Chinese on a dark phone, so that each is seen on both.
    /// </summary>
    internal async Task<PageVisit> VisitAsync(Chromium chromium, string lesson, string language)
    {
        var visit = await PageVisit.BeginAsync(chromium, Api, $"/learn/{lesson}?lang={language}", new()
        {
            ColorScheme = language == "zh"
                ? Microsoft.Playwright.ColorScheme.Dark
                : Microsoft.Playwright.ColorScheme.Light,
            ViewportSize = new() { Width = language == "zh" ? 390 : 1280, Height = 900 },
            ReducedMotion = Microsoft.Playwright.ReducedMotion.Reduce,
            // The script of axe is put into the page, which its policy refuses.
            BypassCSP = true,
        });
        await visit.SeesAsync(".lesson", "");
        return visit;
    }
}

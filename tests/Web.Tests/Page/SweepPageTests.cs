using Experiments.Testing.Builders;
using Microsoft.Playwright;

namespace Experiments.Web.Tests.Page;

/// <summary>What people see of sweeps in a browser, and do there.</summary>
public sealed class SweepPageTests(SharedPage shared, Chromium chromium) : IClassFixture<SharedPage>
{
    [Fact]
    public async Task List_SweepThatChanges_ShowsItAtOnce()
    {
        var (id, first) = await shared.FillAsync();
        await using var visit = await VisitAsync("/");
        await visit.SeesAsync($"[data-sweep={id}] .best", "0.3");
        await shared.Api.CommitAsync(first.SweepKey, SweepSteps.Complete(shared.Api.Next(), 2, 0.75));
        await visit.SeesAsync($"[data-sweep={id}] .best", "0.75");
        await shared.Api.CommitAsync(first.SweepKey, SweepSteps.Finish(shared.Api.Next()));
        await visit.SeesAsync($"[data-sweep={id}] .pill", "completed");
    }

    [Fact]
    public async Task List_Search_ShowsTheSweepsWithAllWordsAndIsKeptInTheAddress()
    {
        var (id, _) = await shared.FillAsync();
        await shared.FillAsync();
        await using var visit = await VisitAsync("/");
        await visit.Page.GetByLabel("Search").FillAsync($"{id} val_acc");
        await Assertions.Expect(visit.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        visit.Page.Url.ShouldEndWith($"/?q={id}+val_acc");
        await visit.Page.ReloadAsync();
        await Assertions.Expect(visit.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await visit.SeesAsync("tbody", id);
    }

    [Fact]
    public async Task Labels_ByOneBrowser_AreSeenByTheOther()
    {
        var (id, first) = await shared.FillAsync();
        // People still label what has ended.
        await shared.Api.CommitAsync(first.SweepKey, SweepSteps.Finish(shared.Api.Next()));
        await using var one = await VisitAsync($"/sweeps/{id}");
        await using var other = await VisitAsync($"/sweeps/{id}");
        await using var list = await VisitAsync("/");

        await one.Page.GetByLabel("Add a tag").FillAsync("paper");
        await one.Page.GetByLabel("Add a tag").PressAsync("Enter");
        await other.SeesAsync(".tags", "paper");
        await list.SeesAsync($"[data-sweep={id}]", "paper");
        await other.Page.GetByLabel("Remove the tag paper").ClickAsync();
        await Assertions.Expect(one.Page.Locator(".tags .tag")).ToHaveCountAsync(0);

        await one.PressAsync("Note…");
        await one.Page.GetByLabel("What should be remembered").FillAsync("<b>good</b> with dropout");
        await one.PressAsync("Save");
        await other.SeesAsync("p.note", "<b>good</b> with dropout");

        await other.PressAsync("Archive");
        await one.SeesAsync(".title", "archived");
        await Assertions.Expect(list.Page.Locator($"[data-sweep={id}]")).ToHaveCountAsync(0);
        await one.PressAsync("Unarchive");
        await list.SeesAsync($"[data-sweep={id}]", id);
    }

    [Fact]
    public async Task Delete_AfterAQuestion_LeadsToTheList()
    {
        var (id, first) = await shared.FillAsync();
        await shared.Api.CommitAsync(first.SweepKey, SweepSteps.Finish(shared.Api.Next()));
        await using var visit = await VisitAsync($"/sweeps/{id}");
        await visit.PressAsync("Delete…");
        await visit.PressAsync("Back");
        await visit.PressAsync("Delete…");
        await visit.PressAsync("Delete");
        await visit.SeesAsync(".toast", "deleted");
        await visit.SeesAsync("h1", "Sweeps");
        (await shared.Api.FailAsync($"/api/sweeps/{id}")).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("Pause", null)]
    [InlineData("Stop…", "Stop")]
    [InlineData("Cancel…", "Cancel the sweep")]
    [InlineData("Extend…", "Extend")]
    public async Task Change_NoLiveCluster_SaysWhatToDo(string button, string? answer)
    {
        var (id, _) = await shared.FillAsync();
        await using var visit = await VisitAsync($"/sweeps/{id}");
        await visit.PressAsync(button);
        if (button == "Extend…") await visit.Page.GetByLabel("Trials in total").FillAsync("20");
        if (answer is not null) await visit.PressAsync(answer);
        await visit.SeesAsync(".toast.fault", "no live cluster runs it: start 'experiments serve'");
    }

    [Fact]
    public async Task Overview_ManyTrials_NamesTheTrialUnderThePointerAndOpensIt()
    {
        var id = await shared.FillAsync(20);
        await using var visit = await VisitAsync($"/sweeps/{id}");
        await visit.SeesAsync(".bars", "learning_rate");
        await visit.SeesAsync(".caption", "21 completed trials");
        // The last of them is at the right, above all others.
        var over = visit.Page.Locator(".u-over").First;
        var box = (await over.BoundingBoxAsync())!;
        await HoverAsync(over, box.Width * 0.98f, box.Height * 0.08f);
        await visit.SeesAsync(".tip", "Trial 22");
        await over.ClickAsync(new() { Position = new() { X = box.Width * 0.98f, Y = box.Height * 0.08f } });
        await visit.SeesAsync("h1", "Trial 22");
    }

    [Fact]
    public async Task Overview_BrushedAxis_ChoosesTrialsThatTheTableShows()
    {
        var id = await shared.FillAsync(20);
        await using var visit = await VisitAsync($"/sweeps/{id}");
        await visit.SeesAsync(".parallel + .caption", "Drag along an axis");
        var canvas = visit.Page.Locator(".parallel .over");
        await canvas.ScrollIntoViewIfNeededAsync();
        var box = (await canvas.BoundingBoxAsync())!;
        // The upper half of the first axis, whose ends are 44 pixels below the top and 14 above the bottom.
        await visit.Page.Mouse.MoveAsync(box.X + 92, box.Y + 44);
        await visit.Page.Mouse.DownAsync();
        await visit.Page.Mouse.MoveAsync(box.X + 92, box.Y + 44 + 131);
        await visit.Page.Mouse.UpAsync();
        await visit.SeesAsync(".parallel + .caption", "12 of 21 completed trials are chosen");
        visit.Page.Url.ShouldContain("brush=learning_rate");
        await visit.PressAsync("Show them in the table");
        await visit.SeesAsync(".row [role=status]", "12 trials");
        (await visit.Page.GetByLabel("Filter").InputValueAsync()).ShouldStartWith("learning_rate>=");
    }

    [Fact]
    public async Task Curves_OfAllTrials_NameTheTrialUnderThePointer()
    {
        var id = await shared.FillAsync(20);
        await using var visit = await VisitAsync($"/sweeps/{id}?tab=curves&smoothing=0.5&log-x=yes");
        // One has failed before it reported anything, and one has only begun.
        await visit.SeesAsync(".caption", "21 of 23 trials");
        await visit.Page.GetByLabel("Smoothing").FillAsync("0");
        await visit.Page.GetByLabel("log x").UncheckAsync();
        var over = visit.Page.Locator(".u-over").First;
        var box = (await over.BoundingBoxAsync())!;
        await HoverAsync(over, box.Width * 0.98f, box.Height * 0.055f);
        await visit.SeesAsync(".tip", "Trial 22");
        visit.Page.Url.ShouldEndWith("?tab=curves");
    }

    [Fact]
    public async Task Table_FilterOrderAndMore_AreThoseOfTheApiAndOfTheAddress()
    {
        var id = await shared.FillAsync(130);
        await using var visit = await VisitAsync($"/sweeps/{id}?tab=trials");
        await visit.SeesAsync("tbody tr th", "132");
        await visit.SeesAsync(".row [role=status]", "100 trials shown");
        await visit.PressAsync("Show more");
        await visit.SeesAsync(".row [role=status]", "133 trials");
        await visit.PressAsync("Trial");
        await visit.SeesAsync("tbody tr th", "0");
        await visit.SeesAsync("th[aria-sort=ascending]", "Trial");

        await visit.Page.GetByLabel("Filter").FillAsync("learning_rate<0.0");
        await visit.PressAsync("Apply");
        await visit.SeesAsync(".row [role=status]", "No trial fulfils this.");
        await visit.Page.GetByLabel("Filter").FillAsync("nothing > ");
        await visit.PressAsync("Apply");
        await visit.SeesAsync("#where-fault", "the filter");
        await visit.Page.GetByLabel("Filter").FillAsync("status=failed");
        await visit.PressAsync("Apply");
        await Assertions.Expect(visit.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await visit.Page.ReloadAsync();
        await Assertions.Expect(visit.Page.Locator("tbody tr")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Tabs_ByTheKeyboard_ShowGroupsFileAndDecisions()
    {
        var (id, _) = await shared.FillAsync();
        await using var visit = await VisitAsync($"/sweeps/{id}?tab=trials");
        await visit.SeesAsync("tbody tr th", "0");
        await visit.Page.GetByRole(AriaRole.Tab, new() { Name = "Trials" }).FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.SeesAsync("tbody", "0.1");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.SeesAsync("pre.text", "method: grid");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.SeesAsync(".decisions", "begin attempt");
        await visit.SeesAsync(".decisions", "exit code 1");
        visit.Page.Url.ShouldEndWith("?tab=decisions");
    }

    private Task<PageVisit> VisitAsync(string path) => PageVisit.BeginAsync(chromium, shared.Api, path);

    private static Task HoverAsync(ILocator where, float x, float y) =>
        where.HoverAsync(new() { Position = new() { X = x, Y = y } });
}

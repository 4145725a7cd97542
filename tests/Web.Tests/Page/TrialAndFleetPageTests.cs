using Experiments.Changes.Access;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Access;
using Experiments.Storage.Model;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Experiments.Web.Tests.Page;

/// <summary>What people see of trials and nodes in a browser, and do there.</summary>
public sealed class TrialAndFleetPageTests(SharedPage shared, Chromium chromium) : IClassFixture<SharedPage>
{
    [Fact]
    public async Task Trial_ThatRuns_ShowsWhatItReportsAndPrints()
    {
        var (id, first) = await shared.FillAsync();
        var running = new TrialId(first.SweepKey, 2);
        // Is running, rather than waiting for a node.
        await using var node = await shared.KeepAliveAsync("experiments", "a");
        await using var visit = await VisitAsync($"/sweeps/{id}/trials/2");
        await visit.SeesAsync("h1", "Trial 2");
        await visit.SeesAsync("main", $"experiments reproduce {id}/2");
        await shared.PrintAsync(running, 0, "<i>loading</i>\n");
        await shared.Api.ReportAsync(
            running, new MetricPoint("val_accuracy", 1, 0.5), new MetricPoint("val_accuracy", 2, 0.625),
            new MetricPoint("loss/a", 1, 1), new MetricPoint("loss/a", 2, 2), new MetricPoint("size", 1, 77));
        await visit.Page.ReloadAsync();
        await visit.SeesAsync(".log", "<i>loading</i>");
        await visit.SeesAsync(".facts", "0.625");
        await Assertions.Expect(visit.Page.Locator(".pictures h2")).ToHaveTextAsync(["val_accuracy", "loss"]);
        await visit.SeesAsync(".values", "size77");
    }

    [Fact]
    public async Task Trial_PinnedAndLeft_IsKeptAndFollowedByTheNext()
    {
        var (id, _) = await shared.FillAsync();
        await using var visit = await VisitAsync($"/sweeps/{id}/trials/0");
        await visit.SeesAsync(".title", "best");
        await visit.PressAsync("Pin");
        await visit.SeesAsync(".toast", "is pinned");
        await visit.PressAsync("Unpin");
        await visit.Page.GetByLabel("The next trial").ClickAsync();
        await visit.SeesAsync("h1", "Trial 1");
        await visit.SeesAsync(".reason", "exit code 1");
        await visit.Page.GoBackAsync();
        await visit.SeesAsync("h1", "Trial 0");
    }

    [Fact]
    public async Task Trial_ThatLeftFiles_ShowsAndSavesThem()
    {
        var (id, first) = await shared.FillAsync();
        await shared.LeaveAsync(new TrialId(first.SweepKey, 2), "notes/a b.txt", "<b>found</b>"u8.ToArray());
        await shared.LeaveAsync(new TrialId(first.SweepKey, 2), "dot.png", Dot);
        await using var visit = await VisitAsync($"/sweeps/{id}/trials/2");
        await visit.Page.GetByLabel("Show notes/a b.txt").ClickAsync();
        await visit.SeesAsync(".look pre", "<b>found</b>");
        await visit.Page.GetByLabel("Show dot.png").ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".look img")).ToHaveJSPropertyAsync("naturalWidth", 1);
        var download = await visit.Page.RunAndWaitForDownloadAsync(
            () => visit.Page.GetByLabel("Download notes/a b.txt").ClickAsync());
        download.SuggestedFilename.ShouldBe("a b.txt");
        await using var saved = await download.CreateReadStreamAsync();
        using var reader = new StreamReader(saved);
        (await reader.ReadToEndAsync()).ShouldBe("<b>found</b>");
    }

    [Fact]
    public async Task Missing_SweepOrTrial_IsSaidInASentence()
    {
        var (id, _) = await shared.FillAsync();
        await using var visit = await VisitAsync("/sweeps/nothing");
        await visit.SeesAsync("[role=alert]", "nothing");
        await visit.GoAsync($"/sweeps/{id}/trials/99");
        await visit.SeesAsync("[role=alert]", "has no trial 99: it has 3");
    }

    [Fact]
    public async Task Fleet_NodeAndSweepThatWaits_AreShownAndTheNodeIsDrained()
    {
        await shared.FillAsync();
        await using var node = await shared.KeepAliveAsync("other", "node-a");
        await using var visit = await VisitAsync("/fleet");
        await visit.SeesAsync("[data-node=node-a]", "runs nothing");
        await visit.SeesAsync("main", "Sweeps that wait");
        await visit.SeesAsync("td.wide", "waits for");
        await visit.Page.Locator("[data-node=node-a]").GetByRole(AriaRole.Button, new() { Name = "Drain" })
            .ClickAsync();
        await visit.SeesAsync(".toast", "node-a");
        await visit.SeesAsync("[data-node=node-a] .pill", "draining");
        await visit.PressAsync("Undrain");
        await visit.SeesAsync("[data-node=node-a] .pill", "ready");
    }

    [Fact]
    public async Task Entry_WithoutATicket_TakesTheToken()
    {
        await shared.FillAsync();
        await using var visit = await VisitAsync("/");
        await visit.SeesAsync("h1", "Sweeps");
        visit.Page.Url.ShouldNotContain("ticket");
        await visit.Page.EvaluateAsync("localStorage.clear()");
        await visit.GoAsync("/fleet");
        await visit.SeesAsync("h1", "Let this browser in");
        await visit.Page.GetByLabel("Or enter your token").FillAsync("wrong");
        await visit.PressAsync("Enter");
        await visit.SeesAsync("[role=alert]", "not valid here");
        await visit.Page.GetByLabel("Or enter your token").FillAsync(
            shared.Api.Client.DefaultRequestHeaders.Authorization!.Parameter!);
        await visit.PressAsync("Enter");
        await visit.SeesAsync("h1", "Fleet");
    }

    [Fact]
    public async Task Entry_WithTheTokenOfAPerson_ShowsWhoItIsAndWhatTheRoleAllows()
    {
        var (id, _) = await shared.FillAsync();
        await using var node = await shared.KeepAliveAsync("roles", "node-r");
        var tokens = shared.Api.Services.GetRequiredService<AccessTokens>();
        await using var visit = await VisitAsync("/");
        foreach (var (role, changes, drains) in new[]
        {
            (Role.Viewer, false, false), (Role.Submitter, true, false), (Role.Operator, true, true),
        })
        {
            await visit.SeesAsync("h1", "");
            await visit.Page.EvaluateAsync("localStorage.clear()");
            await visit.GoAsync($"/sweeps/{id}");
            await visit.Page.GetByLabel("Or enter your token").FillAsync(
                (await tokens.CreateAsync("eve", role, null, "test")).Text);
            await visit.PressAsync("Enter");
            await visit.SeesAsync(".caller", $"eve · {role.ToWord()}");
            var extend = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Extend…" });
            await Assertions.Expect(visit.Page.Locator(".actions")).ToBeAttachedAsync();
            await Assertions.Expect(extend).ToBeVisibleAsync(new() { Visible = changes });
            await visit.GoAsync("/fleet");
            await visit.SeesAsync("[data-node=node-r] .pill", "ready");
            await Assertions.Expect(visit.Page.Locator("[data-node=node-r] .operates"))
                .ToBeVisibleAsync(new() { Visible = drains });
        }
    }

    private Task<PageVisit> VisitAsync(string path) => PageVisit.BeginAsync(chromium, shared.Api, path);

    /// <summary>A picture of one pixel.</summary>
    private static byte[] Dot { get; } = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");
}

using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Experiments.Web.Tests.Page;

/// <summary>Whether everybody can use the page, as far as the rules of axe can tell, and on any screen.</summary>
public sealed class AccessibilityTests(SharedPage shared, Chromium chromium) : IClassFixture<SharedPage>
{
    private static readonly string[] Tabs = ["", "?tab=curves", "?tab=trials", "?tab=groups", "?tab=file",
        "?tab=decisions"];

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Views_All_BreakNoRuleAndFitTheScreen(ColorScheme scheme, int width)
    {
        var id = await shared.FillAsync(20);
        await using var node = await shared.KeepAliveAsync("experiments", "node-a");
        await shared.Api.PostAsync($"/api/sweeps/{id}/tag", """{"tags": ["paper"]}""");
        await shared.Api.PostAsync($"/api/sweeps/{id}/note", """{"note": "A note"}""");
        await using var visit = await PageVisit.BeginAsync(chromium, shared.Api, "/", new()
        {
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = 800 },
            // The script of axe is put into the page, which its policy refuses.
            BypassCSP = true,
            ReducedMotion = ReducedMotion.Reduce,
        });
        await visit.SeesAsync("h1", "Sweeps");
        string[] views = ["/", "/fleet", .. Tabs.Select(tab => $"/sweeps/{id}{tab}"), $"/sweeps/{id}/trials/4"];
        foreach (var view in views)
        {
            await visit.GoAsync(view);
            await visit.Page.WaitForLoadStateAsync(LoadState.Load);
            await Assertions.Expect(visit.Page.Locator("main table, main canvas, main pre, main ol, main dl").First)
                .ToBeVisibleAsync();
            var result = await visit.Page.RunAxe();
            result.Violations.Where(one => one.Impact is "serious" or "critical" or "moderate")
                .Select(one => $"{view}: {one.Id}: {one.Help}: {string.Join("; ", one.Nodes.Select(n => n.Html))}")
                .ShouldBeEmpty();
            (await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(
                width, view);
        }
    }
}

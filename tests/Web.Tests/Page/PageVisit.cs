using Experiments.Web.Access;
using Experiments.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Experiments.Web.Tests.Page;

/// <summary>
/// A browser of its own that looks at the page of an API. When it ends it checks that no script has failed, and that
/// nothing was asked of any other address.
/// </summary>
internal sealed class PageVisit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _faults = [];
    private readonly List<string> _requests = [];
    private readonly Uri _address;

    private PageVisit(IBrowserContext context, IPage page, Uri address)
    {
        (_context, Page, _address) = (context, page, address);
        context.SetDefaultTimeout(20_000);
        Assertions.SetDefaultExpectTimeout(20_000);
        page.PageError += (_, fault) => _faults.Add(fault);
        page.Request += (_, request) => _requests.Add(request.Url);
        // What the content security policy refuses. Refusals of the API are expected, and shown by the page.
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource"))
                _faults.Add(message.Text);
        };
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Starts a browser, lets it in, and opens an address of the page.</summary>
    /// <param name="chromium">The program.</param>
    /// <param name="api">What serves the page.</param>
    /// <param name="path">The path of the address.</param>
    /// <param name="options">How the browser is set, or null for a window of 1280 × 800.</param>
    public static async Task<PageVisit> BeginAsync(
        Chromium chromium, TestApi api, string path = "/", BrowserNewContextOptions? options = null)
    {
        var context = await (await chromium.GetAsync()).NewContextAsync(
            options ?? new() { ViewportSize = new() { Width = 1280, Height = 800 } });
        var visit = new PageVisit(context, await context.NewPageAsync(), api.Client.BaseAddress!);
        var ticket = api.Services.GetRequiredService<PageSessions>().CreateTicket();
        await visit.GoAsync($"{path}#ticket={ticket}");
        return visit;
    }

    /// <summary>Opens an address of the page.</summary>
    public Task GoAsync(string path) => Page.GotoAsync(new Uri(_address, path).ToString());

    /// <summary>Waits until an element that a selector finds contains a text.</summary>
    public Task SeesAsync(string selector, string text) =>
        Assertions.Expect(Page.Locator(selector).First).ToContainTextAsync(text);

    /// <summary>Presses the button with this name.</summary>
    public Task PressAsync(string name) =>
        Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).First.ClickAsync();

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        _faults.ShouldBeEmpty();
        _requests.Select(request => new Uri(OwnPart(request))).Where(request => request.Scheme != "data")
            .ShouldAllBe(request => request.Authority == _address.Authority);
    }

    // A file that the page has already read has an address of its own, which begins with the page's origin.
    private static string OwnPart(string request) =>
        request.StartsWith("blob:", StringComparison.Ordinal) ? request["blob:".Length..] : request;
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Experiments.Web.Access;
using Experiments.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Web.Tests.Page;

/// <summary>How a browser gets in, and what it is told when it may not.</summary>
public sealed class EntryTests : IAsyncLifetime
{
    private TestApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await TestApi.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Enter_WithATicket_GivesASessionOnce()
    {
        var ticket = _api.Services.GetRequiredService<PageSessions>().CreateTicket();
        (await StatusAsync(HttpMethod.Get, "/api/sweeps", ticket)).ShouldBe(
            HttpStatusCode.Unauthorized, "a ticket is no session");
        var session = await EnterAsync(ticket);
        (await StatusAsync(HttpMethod.Get, "/api/sweeps", session)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(HttpMethod.Post, "/page/session", ticket)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(HttpMethod.Post, "/page/session", session)).ShouldBe(
            HttpStatusCode.Unauthorized, "a session makes no other session");
    }

    [Fact]
    public async Task Enter_WithTheToken_GivesASession()
    {
        var session = await EnterAsync(Token);
        session.ShouldNotBe(Token);
        (await StatusAsync(HttpMethod.Get, "/api/sweeps", session)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x")]
    public async Task Enter_WithSomethingElse_IsRefused(string? key)
    {
        foreach (var path in new[] { "/page/session", "/page/ticket" })
            (await StatusAsync(HttpMethod.Post, path, key)).ShouldBe(HttpStatusCode.Unauthorized, path);
    }

    [Fact]
    public async Task Ticket_ForAProgramWithTheToken_LetsABrowserIn()
    {
        using var request = Request(HttpMethod.Post, "/page/ticket", Token);
        using var answer = await Stranger.SendAsync(request);
        var ticket = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("value").GetString()!;
        var session = await EnterAsync(ticket);
        (await StatusAsync(HttpMethod.Post, "/page/ticket", session)).ShouldBe(
            HttpStatusCode.Unauthorized, "a page lets nobody else in");
    }

    [Fact]
    public async Task Session_OfAnotherProgram_IsRefused()
    {
        await using var other = await TestApi.StartAsync();
        var session = other.Services.GetRequiredService<PageSessions>().CreateSession();
        (await StatusAsync(HttpMethod.Get, "/api/sweeps", session)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("Origin", "http://attacker.example")]
    [InlineData("Origin", "http://localhost:1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Host", "attacker.example")]
    public async Task Enter_FromAForeignPage_IsRefusedAndUsesNoTicket(string header, string value)
    {
        var ticket = _api.Services.GetRequiredService<PageSessions>().CreateTicket();
        using (var request = Request(HttpMethod.Post, "/page/session", ticket))
        {
            request.Headers.TryAddWithoutValidation(header, value).ShouldBeTrue();
            using var answer = await Stranger.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        await EnterAsync(ticket);
    }

    [Fact]
    public async Task Page_ThroughAForeignName_IsRefused()
    {
        foreach (var path in new[] { "/", "/fleet", "/learn/draw", "/sweeps/a", "/page/app/main.js" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = "attacker.example";
            using var answer = await Stranger.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/fleet")]
    [InlineData("/learn")]
    [InlineData("/learn/draw")]
    [InlineData("/sweeps/k3m9x0q2ab")]
    [InlineData("/sweeps/k3m9x0q2ab/trials/7")]
    public async Task Page_AtEachOfItsAddresses_IsTheDocumentWithItsPolicy(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        // A link elsewhere may lead here.
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var answer = await Stranger.SendAsync(request);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("text/html");
        (await answer.Content.ReadAsStringAsync()).ShouldContain("/page/app/main.js");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        foreach (var rule in new[] { "default-src 'none'", "script-src 'self'", "connect-src 'self'",
            "frame-ancestors 'none'", "require-trusted-types-for 'script'" })
            policy.ShouldContain(rule);
        policy.ShouldNotContain("unsafe");
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        (await Stranger.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    private HttpClient Stranger => new() { BaseAddress = _api.Client.BaseAddress };

    private string Token => _api.Client.DefaultRequestHeaders.Authorization!.Parameter!;

    private async Task<string> EnterAsync(string key)
    {
        using var request = Request(HttpMethod.Post, "/page/session", key);
        using var answer = await Stranger.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("value").GetString()!;
    }

    private async Task<HttpStatusCode> StatusAsync(HttpMethod method, string path, string? key)
    {
        using var request = Request(method, path, key);
        using var answer = await Stranger.SendAsync(request);
        return answer.StatusCode;
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string? key)
    {
        var request = new HttpRequestMessage(method, path);
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return request;
    }
}

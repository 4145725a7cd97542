using System.Net;
using System.Net.Http.Headers;
using Experiments.Storage.Access;
using Experiments.Storage.Model;
using Experiments.Web.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Web.Tests.Access;

/// <summary>What other machines may do, with HTTPS and without.</summary>
public sealed class OtherMachinesTests : IAsyncLifetime
{
    private TestApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await TestApi.StartAsync(
        configure: services => services.AddSingleton<IStartupFilter>(new Elsewhere()));

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData("10.0.0.9", "http", true, 403)]
    [InlineData("10.0.0.9", "http", false, 403)]
    [InlineData("10.0.0.9", "https", true, 200)]
    [InlineData("10.0.0.9", "https", false, 401)]
    [InlineData("::ffff:10.0.0.9", "https", false, 401)]
    [InlineData("127.0.0.1", "http", true, 200)]
    [InlineData("127.0.0.1", "http", false, 200)]
    [InlineData("::ffff:127.0.0.1", "https", false, 200)]
    public async Task Get_FromAMachine_NeedsHttpsAndATokenOfAPerson(
        string from, string scheme, bool ofPerson, int expected)
    {
        var person = await _api.Services.GetRequiredService<AccessTokens>()
            .CreateAsync("ada", Role.Viewer, null, "test");
        var key = ofPerson ? person.Text : _api.Client.DefaultRequestHeaders.Authorization!.Parameter!;
        (await StatusAsync(HttpMethod.Get, "/api/sweeps", key, from, scheme)).ShouldBe(expected);
        (await StatusAsync(HttpMethod.Post, "/page/session", key, from, scheme)).ShouldBe(expected);
    }

    [Fact]
    public async Task Page_FromAnotherMachine_NeedsHttps()
    {
        (await StatusAsync(HttpMethod.Get, "/", null, "10.0.0.9", "http")).ShouldBe(403);
        (await StatusAsync(HttpMethod.Get, "/", null, "10.0.0.9", "https")).ShouldBe(200);
        (await StatusAsync(HttpMethod.Get, "/", null, "10.0.0.9", "https", "node.example")).ShouldBe(200);
    }

    private async Task<int> StatusAsync(
        HttpMethod method, string path, string? key, string from, string scheme, string? host = null)
    {
        using var client = new HttpClient();
        client.BaseAddress = _api.Client.BaseAddress;
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add(Elsewhere.From, from);
        request.Headers.Add(Elsewhere.Scheme, scheme);
        if (host is not null) request.Headers.Host = host;
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await client.SendAsync(request);
        return (int)answer.StatusCode;
    }

    /// <summary>Lets a request say where it comes from, and whether it was encrypted.</summary>
    private sealed class Elsewhere : IStartupFilter
    {
        public const string From = "Test-From";
        public const string Scheme = "Test-Scheme";

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, then) =>
            {
                if (context.Request.Headers[From].ToString() is { Length: > 0 } from)
                {
                    context.Connection.RemoteIpAddress = IPAddress.Parse(from);
                    context.Request.Scheme = context.Request.Headers[Scheme].ToString();
                }

                return then(context);
            });
            next(app);
        };
    }
}

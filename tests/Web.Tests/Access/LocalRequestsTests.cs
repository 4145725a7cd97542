using Experiments.Testing.Builders;
using Experiments.Web.Access;
using Experiments.Web.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Web.Tests.Access;

public sealed class LocalRequestsTests
{
    [Theory]
    [InlineData("attacker.example", null, "is not a name of this machine")]
    [InlineData(null, "http://attacker.example", "pages from http://attacker.example may not use this API")]
    [InlineData(null, "null", "pages from null may not use this API")]
    public async Task Get_FromAForeignPage_IsRefused(string? host, string? origin, string why)
    {
        await using var api = await TestApi.StartAsync();
        foreach (var path in new[] { "/api/sweeps", "/openapi/v1.json", "/api/nothing" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (host is not null) request.Headers.Host = host;
            if (origin is not null) request.Headers.Add("Origin", origin);
            using var answer = await api.Client.SendAsync(request);
            ((int)answer.StatusCode).ShouldBe(403);
            (await answer.Content.ReadAsStringAsync()).ShouldContain(why);
        }
    }

    [Fact]
    public async Task Get_FromItsOwnPage_IsAnswered()
    {
        await using var api = await TestApi.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/sweeps");
        request.Headers.Add("Origin", api.Client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var answer = await api.Client.SendAsync(request);
        ((int)answer.StatusCode).ShouldBe(200);
    }

    [Fact]
    public async Task Routes_All_DeclareWhatTheyDo()
    {
        await using var api = await TestApi.StartAsync();
        var routes = api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal)).ToArray();
        routes.Length.ShouldBeGreaterThan(8);
        foreach (var route in routes)
        {
            var methods = route.Metadata.GetMetadata<HttpMethodMetadata>().ShouldNotBeNull().HttpMethods;
            // Questions that need content only read.
            var reads = methods.SequenceEqual(["GET"])
                || route.RoutePattern.RawText!.EndsWith("/predict", StringComparison.Ordinal);
            route.Metadata.OfType<RouteAccess>().Select(access => access.Changes).ShouldBe(
                [!reads], route.RoutePattern.RawText);
        }
    }

    /// <summary>
    /// What pages of other sites, and browsers that were lied to about this machine's address, can send without being
    /// asked whether they may: forms, and requests without content.
    /// </summary>
    [Theory]
    [InlineData("Origin: http://attacker.example", null)]
    [InlineData("Origin: http://attacker.example", "application/x-www-form-urlencoded")]
    [InlineData("Origin: http://attacker.example", "text/plain")]
    [InlineData("Origin: null", "multipart/form-data; boundary=x")]
    [InlineData("Origin: http://localhost:1", null)]
    [InlineData("Sec-Fetch-Site: cross-site", null)]
    [InlineData("Sec-Fetch-Site: same-site", "application/json")]
    [InlineData("Host: attacker.example:9464", "application/json")]
    [InlineData("Host: 127.0.0.1.attacker.example", null)]
    public async Task Change_FromAForeignPage_IsRefusedAndChangesNothing(string header, string? type)
    {
        await using var api = await TestApi.StartAsync();
        var first = await api.FillAsync();
        await api.CommitAsync(first.SweepKey, SweepSteps.Finish(api.Next()));
        foreach (var route in RoutesWithContent(api))
        {
            using var request = new HttpRequestMessage(new HttpMethod(route.Method), route.Path);
            var (name, value) = (header.Split(": ")[0], header.Split(": ")[1]);
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
            if (type is not null) request.Content = TestApi.Content("{}", type);
            using var answer = await api.Client.SendAsync(request);
            ((int)answer.StatusCode).ShouldBe(403, route.Path);
        }

        var sweep = (await api.GetAsync("/api/sweeps"))[0];
        (sweep.GetProperty("name").GetString(), sweep.GetProperty("tags").GetArrayLength()).ShouldBe(("sweep", 0));
    }

    /// <summary>If a browser did not say where a form comes from, its content type would.</summary>
    [Theory]
    [InlineData("application/x-www-form-urlencoded", "")]
    [InlineData("application/x-www-form-urlencoded", "tags=a")]
    [InlineData("text/plain", "{\"name\":\"x\"}")]
    [InlineData("multipart/form-data; boundary=x", "--x--")]
    [InlineData("application/json; charset=utf-16", "{}")]
    [InlineData("nonsense", "{}")]
    public async Task Change_WithContentOfAnotherType_IsRefused(string type, string content)
    {
        await using var api = await TestApi.StartAsync();
        await api.FillAsync();
        foreach (var route in RoutesWithContent(api))
        {
            using var request = new HttpRequestMessage(new HttpMethod(route.Method), route.Path)
            {
                Content = TestApi.Content(content, type),
            };
            using var answer = await api.Client.SendAsync(request);
            (await TestApi.ProblemAsync(answer)).Status.ShouldBe(415, route.Path);
        }
    }

    [Fact]
    public async Task Change_WithMoreThanFourMebibytes_IsRefused()
    {
        await using var api = await TestApi.StartAsync();
        await api.FillAsync();
        var content = new string(' ', (4 << 20) + 1);
        foreach (var route in RoutesWithContent(api))
        {
            using var request = new HttpRequestMessage(new HttpMethod(route.Method), route.Path)
            {
                Content = TestApi.Json(content),
            };
            // Otherwise the answer may come while the content is still being sent.
            request.Headers.ExpectContinue = true;
            using var answer = await api.Client.SendAsync(request);
            (await TestApi.ProblemAsync(answer)).ShouldBe(
                (413, "the content of a request may have up to 4 MiB"), route.Path);
        }
    }

    [Fact]
    public async Task Change_WithAnUnknownParameter_IsRefused()
    {
        await using var api = await TestApi.StartAsync();
        await api.FillAsync();
        using var content = TestApi.Content("method: grid", "application/yaml");
        using var answer = await api.Client.PostAsync("/api/sweeps?dry-run=true", content);
        (await TestApi.ProblemAsync(answer)).ShouldBe(
            (400, "'dry-run' is no parameter of this request; did you mean 'dry_run'?"));
        (await api.FailToPostAsync("/api/sweeps/sweep/archive?now=1")).ShouldBe(
            (400, "'now' is no parameter of this request, which has none"));
    }

    private static IEnumerable<(string Method, string Path)> RoutesWithContent(TestApi api)
    {
        var routes = api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal)
                && !route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("GET")).ToArray();
        routes.Length.ShouldBeGreaterThan(20);
        return routes.Select(route => (
            route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Single(),
            route.RoutePattern.RawText!.Replace("{sweep}", "k3m9x0q2ab").Replace("{trial:int}", "0")
                .Replace("{node}", "node-1").Replace("{token}", "00000000")));
    }
}

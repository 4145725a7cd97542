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
            route.Metadata.OfType<RouteAccess>().Count().ShouldBe(1, route.RoutePattern.RawText);
    }
}

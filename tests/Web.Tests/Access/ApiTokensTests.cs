using System.Net;
using System.Text.RegularExpressions;
using Experiments.Contracts.Proofs;
using Experiments.Testing.Postgres;
using Experiments.Web.Access;
using Experiments.Web.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Web.Tests.Access;

public sealed partial class ApiTokensTests(SharedPostgres postgres)
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Call_WithoutTheTokenOfTheDatabase_IsRefusedByEveryRoute(bool onPostgres)
    {
        await using var api = await TestApi.StartAsync(postgres, onPostgres);
        await api.FillAsync();
        string?[] wrong =
            [null, "Bearer", "Bearer x", "Basic eDp4", $"Bearer {ClusterSecret.Create().CreateApiToken()}"];
        var routes = Routes(api).Where(route => route.RoutePattern.RawText!.StartsWith("/api")).ToList();
        routes.Count.ShouldBeGreaterThan(25);

        foreach (var route in routes)
        {
            foreach (var authorization in wrong)
            {
                using var request = RequestTo(route);
                if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
                using var answer = await Anonymous(api).SendAsync(request, TestContext.Current.CancellationToken);
                answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, $"{route.DisplayName} with {authorization}");
                answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
            }
        }

        (await api.GetAsync("/api/sweeps")).GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Describe_WithoutAToken_Answers()
    {
        await using var api = await TestApi.StartAsync();
        (await Anonymous(api).GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))
            .ShouldContain("'experiments token'");
    }

    /// <summary>Only questions that do not fit into an address are asked with content and change nothing.</summary>
    [Fact]
    public async Task Routes_ThatDoMoreThanGet_AreDeclaredToChangeSomething()
    {
        await using var api = await TestApi.StartAsync();
        string[] questions = ["/api/sweeps/{sweep}/predict", "/api/sweeps/{sweep}/trials/{trial:int}/predict"];
        foreach (var route in Routes(api).Where(route => MethodOf(route) != "GET"))
            route.Metadata.OfType<RouteAccess>().Single().Changes.ShouldBe(
                !questions.Contains(route.RoutePattern.RawText), route.DisplayName);
    }

    private static HttpClient Anonymous(TestApi api) => new() { BaseAddress = api.Client.BaseAddress };

    private static IEnumerable<RouteEndpoint> Routes(TestApi api) =>
        api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static string MethodOf(Endpoint route) =>
        route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Single();

    private static HttpRequestMessage RequestTo(RouteEndpoint route) => new(
        new HttpMethod(MethodOf(route)), Parameter().Replace(route.RoutePattern.RawText!, "0"));

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Experiments.Storage.Access;
using Experiments.Storage.Model;
using Experiments.Web.Access;
using Experiments.Web.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Web.Tests.People;

/// <summary>What people may do with the roles of their tokens.</summary>
public sealed class RolesTests : IAsyncLifetime
{
    private const string Own = "k3m9x0q2ab";
    private const string Other = "z7p4x0q2ab";

    /// <summary>
    /// The content of requests that change something. Each could be made, so that nothing but the role refuses it.
    /// </summary>
    private static readonly Dictionary<string, (string Type, string Text)> Contents = new()
    {
        ["submitSweep"] = ("application/yaml", "method: nonsense"),
        ["extendSweep"] = ("application/json", """{"run_cap": 100}"""),
        ["enqueueSweep"] = ("application/json", """[{"learning_rate": 0.1}]"""),
        ["confirmSweep"] = ("application/json", """{"top": 1, "repeats": 2}"""),
        ["limitSweep"] = ("application/json", """{"most": 2}"""),
        ["retrySweep"] = ("application/json", "{}"),
        ["pauseSweep"] = ("application/json", "{}"),
        ["resumeSweep"] = ("application/json", "{}"),
        ["stopSweep"] = ("application/json", "{}"),
        ["cancelSweep"] = ("application/json", "{}"),
        ["rmSweep"] = ("application/json", "{}"),
        ["tagSweep"] = ("application/json", """{"tags": ["a"]}"""),
        ["untagSweep"] = ("application/json", """{"tags": ["b"]}"""),
        ["noteSweep"] = ("application/json", """{"note": "x"}"""),
        ["renameSweep"] = ("application/json", """{"name": "x"}"""),
        ["archiveSweep"] = ("application/json", "{}"),
        ["unarchiveSweep"] = ("application/json", "{}"),
        ["claimTrial"] = ("application/json", """{"claim": "a"}"""),
        ["tellTrial"] = ("application/json", """{"attempt": 1}"""),
        ["pinTrial"] = ("application/json", "{}"),
        ["unpinTrial"] = ("application/json", "{}"),
        ["drainNode"] = ("application/json", "{}"),
        ["undrainNode"] = ("application/json", "{}"),
        ["createToken"] = ("application/json", """{"person": "bob", "role": "viewer"}"""),
        ["revokeToken"] = ("application/json", "{}"),
    };

    private TestApi _api = null!;

    public async ValueTask InitializeAsync()
    {
        _api = await TestApi.StartAsync();
        await _api.FillAsync(Own);
        await _api.FillAsync(Other);
        await _api.BeatAsync("elsewhere", "node-1");
        var log = _api.Services.GetRequiredService<AuditLog>();
        await log.AddAsync(new RequestedChange("ada", "page", "submit", Own, "sweep"), isOwner: true);
        await log.AddAsync(new RequestedChange("bob", "page", "submit", Other, "sweep"), isOwner: true);
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Submitter)]
    [InlineData(Role.Operator)]
    [InlineData(Role.Admin)]
    public async Task Call_EachRoute_IsAllowedByTheRoleAndTheOwner(Role role)
    {
        using var client = await ClientAsync("ada", role);
        var allowed = new List<string>();
        foreach (var route in Routes())
        {
            foreach (var sweep in route.IsOfSweep ? [Own, Other] : new[] { "" })
            {
                var (status, text) = await SendAsync(client, route, sweep);
                var title = $"{route.Name} of {sweep} as {role}: {status} {text}";
                status.ShouldNotBe(HttpStatusCode.Unauthorized, title);
                status.ShouldNotBe(HttpStatusCode.InternalServerError, title);
                (status == HttpStatusCode.Forbidden).ShouldBe(!IsAllowed(route, role, sweep), title);
                if (status != HttpStatusCode.Forbidden && route.Access.Changes) allowed.Add($"{route.Name} {sweep}");
            }
        }

        // What the table says in total, so that the rule above is not the same mistake twice.
        allowed.Count.ShouldBe(role switch
        {
            Role.Viewer => 0,
            Role.Submitter => 21,
            Role.Operator => 21 + 20 + 2,
            _ => 21 + 20 + 2 + 2,
        });
    }

    [Fact]
    public async Task Change_OfAnotherPersonsSweep_NamesTheOwnerAndChangesNothing()
    {
        using var client = await ClientAsync("ada", Role.Submitter);
        using var answer = await client.PostAsync($"/api/sweeps/{Other}/tag", TestApi.Json("""{"tags": ["mine"]}"""));
        (await TestApi.ProblemAsync(answer)).ShouldBe((403,
            $"sweep 'sweep' ({Other}) belongs to bob: ada is submitter, and changing it needs the role operator"));
        (await _api.GetAsync($"/api/sweeps/{Other}")).GetProperty("sweep").GetProperty("tags").GetArrayLength()
            .ShouldBe(0);

        using var viewer = await ClientAsync("ada", Role.Viewer);
        using var refused = await viewer.PostAsync($"/api/sweeps/{Own}/tag", TestApi.Json("""{"tags": ["mine"]}"""));
        (await TestApi.ProblemAsync(refused)).ShouldBe((403, "this needs the role submitter, but ada is viewer"));
    }

    [Fact]
    public async Task Change_OfTheOwnSweep_IsDoneAndRecorded()
    {
        using var client = await ClientAsync("ada", Role.Submitter);
        using var answer = await client.PostAsync($"/api/sweeps/{Own}/tag", TestApi.Json("""{"tags": ["mine"]}"""));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var gone = await client.PostAsync($"/api/sweeps/{Own}/stop", TestApi.Json("{}"));
        gone.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        var me = await client.GetFromJsonAsync<JsonElement>("/api/me");
        me.GetProperty("name").GetString().ShouldBe("ada");
        me.GetProperty("role").GetString().ShouldBe("submitter");
        (await _api.GetAsync($"/api/sweeps/{Own}")).GetProperty("owner").GetString().ShouldBe("ada");
        var changes = (await _api.GetAsync($"/api/audit?sweep={Own}")).EnumerateArray().ToArray();
        changes.Select(change => change.GetProperty("action").GetString()).ShouldBe(["stop", "tag", "submit"]);
        foreach (var change in changes.Take(2))
        {
            change.GetProperty("who").GetString().ShouldBe("ada");
            change.GetProperty("via").GetString().ShouldBe(me.GetProperty("via").GetString());
        }

        changes[0].GetProperty("refused").GetString().ShouldNotBeNull().ShouldContain("cannot be reached");
        changes[1].GetProperty("refused").ValueKind.ShouldBe(JsonValueKind.Null);
        changes[1].GetProperty("target").GetString().ShouldBe($"sweep 'sweep' ({Own}): mine");
    }

    [Fact]
    public async Task Tokens_OverHttp_AreCreatedListedAndRevokedByAdmins()
    {
        var created = await _api.PostAsync(
            "/api/tokens", """{"person": "eve@example.org", "role": "operator", "expires": "12h"}""");
        var (id, token) = (created.GetProperty("id").GetString()!, created.GetProperty("token").GetString()!);
        using var client = Client(token);
        (await client.GetAsync("/api/sweeps")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var listed = (await _api.GetAsync("/api/tokens")).EnumerateArray()
            .Single(each => each.GetProperty("id").GetString() == id);
        listed.GetProperty("person").GetString().ShouldBe("eve@example.org");
        listed.GetProperty("role").GetString().ShouldBe("operator");
        listed.GetRawText().ShouldNotContain(token[^20..]);

        using var revoked = await _api.Client.DeleteAsync($"/api/tokens/{id}");
        revoked.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync("/api/sweeps")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var again = await _api.Client.DeleteAsync($"/api/tokens/{id}");
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"person": "", "role": "viewer"}""", "the name of a person is")]
    [InlineData("""{"person": "a b", "role": "viewer"}""", "the name of a person is")]
    [InlineData("""{"person": "a\u001b", "role": "viewer"}""", "the name of a person is")]
    [InlineData(
        """{"person": "a", "role": "king"}""",
        "'role' must be one of viewer, submitter, operator, admin, not \"king\"")]
    [InlineData("""{"person": "a", "role": 3}""", "'role' must be one of viewer")]
    [InlineData("""{"person": "a", "role": 99}""", "'role' must be one of viewer")]
    [InlineData("""{"person": "a", "role": null}""", "'role' must be one of viewer")]
    [InlineData("""{"person": "a", "role": "viewer", "expires": "soon"}""", "'expires' must be a time with its unit")]
    [InlineData("""{"person": "a", "role": "viewer", "expires": "9999d"}""", "is 1 second to 3660 days")]
    [InlineData("""{"person": "a"}""", "the field 'role' is missing: one of viewer")]
    public async Task Create_InvalidToken_IsRefused(string content, string why)
    {
        var (status, detail) = await _api.FailToPostAsync("/api/tokens", content);
        status.ShouldBe(400);
        detail.ShouldNotBeNull().ShouldContain(why);
        (await _api.GetAsync("/api/tokens")).GetArrayLength().ShouldBe(0);
    }

    private static bool IsAllowed(Route route, Role role, string sweep) => role >= route.Access.Least
        && (!route.Access.Changes || sweep != Other || role >= Role.Operator);

    private IEnumerable<Route> Routes() =>
        _api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .Select(route => new Route(
                route.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName,
                route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Single(),
                route.RoutePattern.RawText!,
                route.Metadata.GetMetadata<RouteAccess>().ShouldNotBeNull(route.DisplayName)));

    private static async Task<(HttpStatusCode Status, string Text)> SendAsync(
        HttpClient client, Route route, string sweep)
    {
        var path = route.Pattern.Replace("{sweep}", sweep).Replace("{trial:int}", "0").Replace("{node}", "node-1")
            .Replace("{token}", "00000000").Replace("{dataset}", "digits").Replace("{**path}", "model.pt");
        path.ShouldNotContain("{", customMessage: "the test must know every parameter");
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), path);
        if (route.Access.Changes)
        {
            var (type, text) = Contents[route.Name];
            request.Content = TestApi.Content(text, type);
        }

        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var isStream = answer.Content.Headers.ContentType?.MediaType == "text/event-stream";
        return (answer.StatusCode, isStream ? "" : await answer.Content.ReadAsStringAsync());
    }

    private async Task<HttpClient> ClientAsync(string person, Role role) => Client(
        (await _api.Services.GetRequiredService<AccessTokens>().CreateAsync(person, role, null, "test")).Text);

    private HttpClient Client(string token) => new()
    {
        BaseAddress = _api.Client.BaseAddress,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };

    private sealed record Route(string Name, string Method, string Pattern, RouteAccess Access)
    {
        public bool IsOfSweep => Pattern.Contains("{sweep}");
    }
}

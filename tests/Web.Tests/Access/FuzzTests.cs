using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Experiments.Storage.Access;
using Experiments.Storage.Model;
using Experiments.Web.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Web.Tests.Access;

/// <summary>
/// Requests at random. <c>EXPERIMENTS_FUZZ=10000</c> sends more of them. The seed of each is in the
/// message of a failure.
/// </summary>
public sealed class FuzzTests
{
    private const int Seed = 20_301;

    private static readonly string[] Words =
    [
        "k3m9x0q2ab", "sweep", "0", "-1", "99999999999999999999", "node-1", "val_accuracy", "..", "%2e%2e%2f", "'",
        "\"", "; drop table sweeps; --", "\u0000", "\u202e", "损失", "NaN", "1e999", "null", "true", "{}", "[]",
        "\ud83d\ude00", "learning_rate<0.5", "a=1 and (b", new string('x', 5_000), "<script>", "\r\nX-Evil: 1", "%00",
        "~", "",
    ];

    private static readonly string[] Contents =
    [
        """{"run_cap": 5}""", """{"tags": ["a"]}""", """{"most": null}""", """[{"learning_rate": 0.1}]""",
        """{"note": "x"}""", """{"name": "y"}""", """{"person": "bob", "role": "admin"}""", """{"trials": [1, 2]}""",
        "workload: mlp\ndataset: mnist\nmethod: random\nparameters: {lr: {min: 0.1, max: 1}}\n", "{", "", "\ufeff{}",
        new string('[', 10_000), "&a [*a, *a]", "{\"a\":1,\"a\":2}", "!!python/object:os.system {}", "- - - -",
    ];

    private static readonly string[] Types =
    [
        "application/json", "application/yaml", "text/plain", "application/json; charset=utf-7", "x",
        "multipart/form-data",
    ];

    private static int Count => int.Parse(
        Environment.GetEnvironmentVariable("EXPERIMENTS_FUZZ") ?? "1500", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Requests_AtRandomWithAllRights_NeverFail()
    {
        await using var api = await TestApi.StartAsync();
        await api.FillAsync();
        var routes = RoutesOf(api);
        for (var number = 0; number < Count; number++)
        {
            using var request = Request(
                api, new Random(Seed + number), routes, api.Client.DefaultRequestHeaders.Authorization!.Parameter);
            using var answer = await api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            ((int)answer.StatusCode).ShouldNotBe(500, $"request {number}: {request.Method} {request.RequestUri}");
        }
    }

    [Fact]
    public async Task Requests_AtRandom_NeitherFailNorGetIn()
    {
        var count = Count;
        await using var api = await TestApi.StartAsync();
        await api.FillAsync();
        await api.BeatAsync("elsewhere", "node-1");
        var routes = RoutesOf(api);
        var viewer = (await api.Services.GetRequiredService<AccessTokens>()
            .CreateAsync("eve", Role.Viewer, null, "test")).Text;
        var before = await StateAsync(api);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var answers = new Dictionary<HttpStatusCode, int>();

        for (var number = 0; number < count; number++)
        {
            var random = new Random(Seed + number);
            var isKnown = random.Next(2) == 0;
            using var request = Request(api, random, routes, isKnown ? viewer : null);
            var title =
                $"request {number}: {request.Method} {request.RequestUri} of {(isKnown ? "eve" : "a stranger")}";
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            answers[answer.StatusCode] = answers.GetValueOrDefault(answer.StatusCode) + 1;
            ((int)answer.StatusCode).ShouldNotBe(500, title);
            answer.Headers.Contains("X-Evil").ShouldBeFalse(title);
            // The page itself has nothing secret.
            if (!isKnown && request.RequestUri!.AbsolutePath.StartsWith("/api", StringComparison.Ordinal))
                ((int)answer.StatusCode).ShouldBeGreaterThanOrEqualTo(400, title);
            if (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head)
                ((int)answer.StatusCode).ShouldBeGreaterThanOrEqualTo(400, title);
        }

        (await StateAsync(api)).ShouldBe(before);
        // What is refused for other reasons than the sender, or answered, shows that the requests got far enough.
        foreach (var status in (HttpStatusCode[])
            [HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.Unauthorized,
                HttpStatusCode.Forbidden])
            answers.GetValueOrDefault(status).ShouldBeGreaterThan(count / 500, status.ToString());
    }

    // All that can be changed, without the times that pass.
    private static async Task<string> StateAsync(TestApi api) =>
        string.Join(' ', (await api.GetAsync("/api/sweeps?archived=true")).EnumerateArray().SelectMany(
            sweep => sweep.EnumerateObject()
                .Where(field => field.Name is not ("trials_per_minute" or "elapsed_seconds"))
                .Select(field => field.ToString())))
        + $" {await api.GetAsync("/api/tokens")} {await api.GetAsync("/api/audit")} "
        + (await api.GetAsync("/api/nodes")).GetArrayLength();

    private static string[] RoutesOf(TestApi api) =>
    [
        .. api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(route => route.RoutePattern.RawText!)
            .Where(route => route.StartsWith("/api/", StringComparison.Ordinal)),
    ];

    private static HttpRequestMessage Request(TestApi api, Random random, string[] routes, string? token)
    {
        string[] methods = ["GET", "GET", "GET", "POST", "POST", "DELETE", "PUT", "PATCH", "OPTIONS", "HEAD", "TRACE"];
        var request = new HttpRequestMessage(
            new HttpMethod(Any(random, methods)),
            new Uri(api.Client.BaseAddress!.GetLeftPart(UriPartial.Authority) + PathOf(random, routes)));
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        else if (random.Next(2) == 0)
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + Printable(Any(random, Words)));
        foreach (var header in (string[])["If-None-Match", "Range", "Last-Event-ID", "Accept", "Content-Encoding"])
            if (random.Next(8) == 0)
                request.Headers.TryAddWithoutValidation(header, Printable(Any(random, Words)));
        if (request.Method == HttpMethod.Post || random.Next(4) == 0)
            request.Content = TestApi.Content(Mutated(random, Any(random, Contents)), Any(random, Types));
        return request;
    }

    private static string PathOf(Random random, string[] routes)
    {
        var path = new StringBuilder();
        foreach (var part in Any(random, routes).Split('/').Skip(1))
            path.Append('/').Append(
                part.StartsWith('{') ? Uri.EscapeDataString(Any(random, Words))
                : random.Next(30) == 0 ? Uri.EscapeDataString(Any(random, Words))
                : part);
        string[] names = ["where", "sort", "limit", "after", "points", "metric", "trial", "by", "top", "archived",
            "tag", "attempt", "from", "dry_run", "file", "stay", "descending", "status", "sweep"];
        for (var at = random.Next(3); at > 0; at--)
            path.Append(path.ToString().Contains('?') ? '&' : '?').Append(Any(random, names)).Append('=')
                .Append(Uri.EscapeDataString(Any(random, Words)));
        return path.ToString();
    }

    private static string Mutated(Random random, string text)
    {
        if (text.Length == 0 || random.Next(2) == 0) return text;
        var at = random.Next(text.Length);
        return random.Next(3) switch
        {
            0 => text[..at],
            1 => text.Insert(at, Any(random, Words)),
            _ => text.Remove(at, 1),
        };
    }

    // What a client can send in a header.
    private static string Printable(string text) => new([.. text.Where(c => c is >= ' ' and < '\u007f')]);

    private static T Any<T>(Random random, T[] values) => values[random.Next(values.Length)];
}

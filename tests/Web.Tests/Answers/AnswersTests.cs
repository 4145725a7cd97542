using System.Net;
using Experiments.Contracts.Metrics;
using Experiments.Testing.GoldenFiles;
using Experiments.Testing.Postgres;
using Experiments.Web.Tests.Support;

namespace Experiments.Web.Tests.Answers;

public sealed class AnswersTests
{
    [Fact]
    public async Task Get_WithTheTagOfTheLastAnswer_HasNoContentUntilSomethingChanges()
    {
        await using var api = await TestApi.StartAsync();
        var first = await api.FillAsync();
        using var answer = await api.Client.GetAsync("/api/sweeps/sweep/curves");
        var tag = answer.Headers.ETag.ShouldNotBeNull();

        using (var same = await AskAsync(api, tag.ToString()))
        {
            same.StatusCode.ShouldBe(HttpStatusCode.NotModified);
            (await same.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        }

        await api.ReportAsync(first with { Number = 2 }, new MetricPoint("val_accuracy", 1, 0.5));
        using var changed = await AskAsync(api, tag.ToString());
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        changed.Headers.ETag.ShouldNotBe(tag);
    }

    [Theory]
    [InlineData("/api/nothing")]
    [InlineData("/api/sweeps/sweep/trials/first")]
    public async Task Get_UnknownRoute_IsAProblem(string path)
    {
        await using var api = await TestApi.StartAsync();
        (await api.FailAsync(path)).ShouldBe((404, $"there is no GET {path}: see /openapi/v1.json"));
    }

    /// <summary>A database that is away is no mistake of the client.</summary>
    [Fact]
    public async Task Get_DatabaseIsAway_IsAProblemOfTheServer()
    {
        await using var server = await PostgresServer.CreateAsync();
        await using var api = await TestApi.StartAsync(await server.CreateDatabaseAsync());
        await api.FillAsync();
        await server.StopAsync();
        var (status, detail) = await api.FailAsync("/api/sweeps/sweep");
        status.ShouldBe(503);
        detail.ShouldNotBeNull().ShouldContain("PostgreSQL");
    }

    /// <summary>Other programs rely on it: a change is a change of the API.</summary>
    [Fact]
    public async Task Document_OfTheApi_IsAsRecorded()
    {
        await using var api = await TestApi.StartAsync();
        Golden.Check("openapi.json", await api.Client.GetStringAsync("/openapi/v1.json"));
    }

    private static async Task<HttpResponseMessage> AskAsync(TestApi api, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/sweeps/sweep/curves");
        request.Headers.Add("If-None-Match", tag);
        return await api.Client.SendAsync(request);
    }
}

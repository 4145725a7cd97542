using System.Net;
using System.Security.Cryptography;
using System.Text;
using Experiments.Contracts.Ports.Persistence.Artifacts;
using Experiments.Contracts.Sweeps;
using Experiments.Testing.Postgres;
using Experiments.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Web.Tests.Artifacts;

public sealed class ArtifactRoutesTests(SharedPostgres postgres)
{
    private const string Root = "/api/sweeps/sweep/trials/2/artifacts";

    [Theory, InlineData(false), InlineData(true)]
    public async Task Read_FileOfATrial_IsItsContentAsADownload(bool onPostgres)
    {
        await using var api = await TestApi.StartAsync(postgres, onPostgres);
        var trial = new TrialId((await api.FillAsync()).SweepKey, 2);
        await SaveAsync(api, trial, "plots/a b.png", "picture");
        await SaveAsync(api, trial, "page.html", "<script>alert(1)</script>");

        var listed = (await api.GetAsync(Root)).EnumerateArray().ToArray();
        listed.Select(file => file.GetProperty("path").GetString()).ShouldBe(["page.html", "plots/a b.png"]);
        listed[1].GetProperty("size").GetInt64().ShouldBe(7);
        (await api.GetAsync("/api/sweeps/sweep/artifacts")).GetArrayLength().ShouldBe(2);

        using var picture = await api.Client.GetAsync($"{Root}/plots/a%20b.png");
        (await picture.Content.ReadAsStringAsync()).ShouldBe("picture");
        picture.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        picture.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        picture.Headers.ETag!.Tag.ShouldBe($"\"{listed[1].GetProperty("sha256").GetString()}\"");

        using var page = await api.Client.GetAsync($"{Root}/page.html");
        page.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        page.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        page.Headers.GetValues("Content-Security-Policy").ShouldBe(["sandbox; default-src 'none'"]);
    }

    [Fact]
    public async Task Read_RangeOrKnownContent_SendsOnlyWhatIsAskedFor()
    {
        await using var api = await TestApi.StartAsync();
        var trial = new TrialId((await api.FillAsync()).SweepKey, 2);
        await SaveAsync(api, trial, "log.txt", "0123456789");

        using var range = new HttpRequestMessage(HttpMethod.Get, $"{Root}/log.txt") { Headers = { Range = new(3, 5) } };
        using var part = await api.Client.SendAsync(range);
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsStringAsync()).ShouldBe("345");

        using var again = new HttpRequestMessage(HttpMethod.Get, $"{Root}/log.txt");
        again.Headers.IfNoneMatch.Add(part.Headers.ETag!);
        using var known = await api.Client.SendAsync(again);
        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        known.Headers.ETag.ShouldBe(part.Headers.ETag);
    }

    [Fact]
    public async Task Read_WhatIsNotThereOrDamaged_IsAProblem()
    {
        await using var api = await TestApi.StartAsync();
        var trial = new TrialId((await api.FillAsync()).SweepKey, 2);
        (await api.FailAsync($"{Root}/../secret")).Status.ShouldBe(404);
        (await api.FailAsync($"{Root}/no/such.txt")).ShouldBe((404,
            "trial 2 of sweep 'sweep' has left no file 'no/such.txt': /api/sweeps/k3m9x0q2ab/trials/2/artifacts lists "
            + "those that it has"));
        (await api.FailAsync("/api/sweeps/sweep/trials/99/artifacts")).Status.ShouldBe(404);

        await SaveAsync(api, trial, "log.txt", "0123456789");
        await api.DamageArtifactsAsync();
        var (status, detail) = await api.FailAsync($"{Root}/log.txt");
        status.ShouldBe(503);
        detail!.ShouldStartWith("the content of 'log.txt' is damaged");
    }

    private static async Task SaveAsync(TestApi api, TrialId trial, string path, string content)
    {
        var data = Encoding.UTF8.GetBytes(content);
        (await api.Services.GetRequiredService<IArtifactStore>().SaveAsync(
            trial, 1, new(path, SHA256.HashData(data), data), ArtifactLimits.Default, default))
            .Outcome.ShouldBe(ArtifactOutcome.Kept);
    }
}

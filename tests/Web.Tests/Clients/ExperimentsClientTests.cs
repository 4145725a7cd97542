using System.Net;
using Experiments.ApiClient;
using Experiments.Web.Tests.Support;

namespace Experiments.Web.Tests.Clients;

/// <summary>The client for C#, against the running API.</summary>
public sealed class ExperimentsClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Api_SweepWithTrials_IsReadWithItsTypes()
    {
        await using var api = await TestApi.StartAsync();
        await api.FillAsync();
        using var client = Connect(api);

        var caller = await client.Api.GetCallerAsync(Cancel);
        caller.Role.ShouldBe("admin");
        var sweep = (await client.Api.ListSweepsAsync(cancel: Cancel)).ShouldHaveSingleItem();
        (sweep.Id, sweep.Status, sweep.Goal, sweep.Trials.Total).ShouldBe(("k3m9x0q2ab", "running", Goal.Maximize, 3));
        sweep.HasEnded.ShouldBeFalse();
        var detail = await client.Api.GetSweepAsync("k3m9", Cancel);
        detail.Sweep.ShouldBe(sweep with
        {
            ElapsedSeconds = detail.Sweep.ElapsedSeconds,
            TrialsPerMinute = detail.Sweep.TrialsPerMinute,
            Tags = detail.Sweep.Tags,
        });
        detail.Spec.GetProperty("name").GetString().ShouldBe(sweep.Name);
        detail.Metrics.ShouldBe(["val_accuracy"]);
        detail.Spent.ShouldBeNull();

        var best = (await client.Api.ListBestAsync(sweep.Id, cancel: Cancel)).ShouldHaveSingleItem();
        (best.Number, best.Objective, best.Status).ShouldBe((0, 0.1 * 3, "completed"));
        best.Parameters.TryGet("learning_rate", out var rate).ShouldBeTrue();
        rate.ShouldBe(new ParameterValue.Number(0.1));
        best.Metrics["val_accuracy"].ShouldBe(0.1 * 3);
        var failed = await client.Api.ListTrialsAsync(sweep.Id, where: "learning_rate<0.05", status: "failed",
            cancel: Cancel);
        failed.ShouldHaveSingleItem().Cause.ShouldBe("exit code 1");
        var curve = (await client.Api.ListCurvesAsync(sweep.Id, trial: [0, 2], cancel: Cancel)).ShouldHaveSingleItem();
        curve.Steps.ShouldBe([1L, 2, 3]);
        curve.Values.ShouldBe([0.1, 0.1 * 2, 0.1 * 3]);
        (await client.Api.GetSweepFileAsync(sweep.Id, Cancel)).ShouldContain("learning_rate");
    }

    [Fact]
    public async Task Api_EachKindOfChange_IsMade()
    {
        await using var api = await TestApi.StartAsync();
        await api.FillAsync();
        await api.BeatAsync("elsewhere", "node-1");
        using var client = Connect(api);

        var tagged = await client.Api.TagAsync("k3m9x0q2ab", new(["b", "a"]), Cancel);
        tagged.Sweep!.Tags.ShouldBe(["a", "b"]);
        (await client.Api.ListSweepsAsync(tag: ["a", "b"], cancel: Cancel)).Count.ShouldBe(1);
        (await client.Api.ListSweepsAsync(tag: ["a", "c"], cancel: Cancel)).ShouldBeEmpty();
        (await client.Api.NoteAsync("k3m9x0q2ab", new("fine"), Cancel)).Sweep!.Note.ShouldBe("fine");
        (await client.Api.NoteAsync("k3m9x0q2ab", new(null), Cancel)).Sweep!.Note.ShouldBeNull();
        (await client.Api.RenameAsync("k3m9x0q2ab", new("a b/c"), Cancel)).Sweep!.Name.ShouldBe("a b/c");
        (await client.Api.PinAsync("k3m9x0q2ab", 0, Cancel)).Done.ShouldNotBeEmpty();
        (await client.Api.GetTrialAsync("k3m9x0q2ab", 0, Cancel)).Pinned.ShouldBeTrue();
        await client.Api.DrainAsync("node-1", Cancel);
        var node = (await client.Api.ListNodesAsync(cancel: Cancel)).ShouldHaveSingleItem();
        (node.Name, node.Cluster, node.Drained, node.Alive).ShouldBe(("node-1", "elsewhere", true, true));
        var created = await client.Api.CreateTokenAsync(new("bob", "viewer", "2h"), Cancel);
        var token = (await client.Api.ListTokensAsync(Cancel)).ShouldHaveSingleItem();
        (token.Id, token.Person, token.Role).ShouldBe((created.Id, "bob", "viewer"));
        await client.Api.RevokeTokenAsync(created.Id, Cancel);
        (await client.Api.ListChangesAsync(limit: 1, cancel: Cancel)).ShouldHaveSingleItem().Action
            .ShouldBe("token revoke");
    }

    [Fact]
    public async Task Api_WhatIsRefused_IsAnExceptionWithTheSentence()
    {
        await using var api = await TestApi.StartAsync();
        await api.FillAsync();
        using var client = Connect(api);

        var missing = await Should.ThrowAsync<ApiException>(() => client.Api.GetSweepAsync("nope", Cancel));
        (missing.Status, missing.Message).ShouldBe((HttpStatusCode.NotFound, (await api.FailAsync("/api/sweeps/nope"))
            .Detail));
        (await Should.ThrowAsync<ApiException>(() => client.Api.StopAsync("k3m9x0q2ab", Cancel))).Status
            .ShouldBe(HttpStatusCode.Conflict);
        (await Should.ThrowAsync<ApiException>(() => client.Api.ListTrialsAsync("k3m9", limit: 0, cancel: Cancel)))
            .Message.ShouldBe("'limit' must be 1 to 10,000, not 0");
        var wrong = await Should.ThrowAsync<ApiException>(
            () => client.SubmitAsync("method: nonsense\nrun_cap: x\n", "/a/sweep.yaml", Cancel));
        wrong.Errors.Count.ShouldBeGreaterThan(1);
        wrong.Errors.ShouldAllBe(error => error.File == "/a/sweep.yaml" && error.Line > 0 || error.Line == 0);
        using var stranger = ExperimentsClient.Connect(client.Url.ToString(), "exp_a_b", "");
        (await Should.ThrowAsync<ApiException>(() => stranger.Api.ListSweepsAsync(cancel: Cancel))).Status
            .ShouldBe(HttpStatusCode.Unauthorized);
        (await Should.ThrowAsync<ApiException>(() => stranger.FollowAsync("k3m9").ToListAsync(Cancel).AsTask())).Status
            .ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Api_NobodyAnswers_SaysSo()
    {
        using var client = ExperimentsClient.Connect("http://127.0.0.1:1", "exp_a_b", "");
        (await Should.ThrowAsync<UnreachableException>(() => client.Api.ListSweepsAsync(cancel: Cancel))).Message
            .ShouldStartWith("nothing answers at http://127.0.0.1:1: ");
        (await Should.ThrowAsync<UnreachableException>(
            () => client.FollowAsync("s", TimeSpan.Zero).ToListAsync(Cancel).AsTask())).Message
            .ShouldStartWith("nothing answers at http://127.0.0.1:1: ");
    }

    [Theory]
    [InlineData("http://node.example:9464", "a", "would send the token unencrypted to another machine")]
    [InlineData("http://127.0.0.1.example", "a", "would send the token unencrypted to another machine")]
    [InlineData("http://10.0.0.1:9464", "a", "would send the token unencrypted to another machine")]
    [InlineData("ftp://127.0.0.1", "a", "is no address of an API")]
    [InlineData("https://user:password@node", "a", "is no address of an API")]
    [InlineData("", "a", "is no address of an API")]
    [InlineData("https://node", "two words", "has characters that no token has")]
    [InlineData("https://node", "\n", "the token is empty")]
    public void Connect_WhatCannotBeUsed_IsRefused(string url, string token, string why)
    {
        var refused = Should.Throw<UserErrorException>(() => ExperimentsClient.Connect(url, token, "")).Message;
        refused.ShouldContain(why);
        refused.ShouldNotContain("password");
    }

    [Theory]
    [InlineData("http://127.0.0.1:9464")]
    [InlineData("http://localhost:9464/")]
    [InlineData("http://[::1]:9464")]
    [InlineData("https://node.example/prefix")]
    public void Connect_ThisMachineOrHttps_IsAccepted(string url)
    {
        using var client = ExperimentsClient.Connect(url, "exp_a_b\n", "");
        client.Url.ToString().ShouldBe(url.TrimEnd('/') + "/");
    }

    internal static ExperimentsClient Connect(TestApi api) => ExperimentsClient.Connect(
        api.Client.BaseAddress!.ToString(), api.Client.DefaultRequestHeaders.Authorization!.Parameter!, "");
}

using Experiments.Testing.Postgres;
using Experiments.Web.Tests.Support;

namespace Experiments.Web.Tests.Changing;

public sealed class PinAndDrainRoutesTests(SharedPostgres postgres)
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Pin_Trial_IsKeptUntilItIsUnpinned(bool onPostgres)
    {
        await using var api = await TestApi.StartAsync(postgres, onPostgres);
        await api.FillAsync();
        (await api.PostAsync("/api/sweeps/sweep/trials/2/pin")).GetProperty("done").GetString().ShouldBe(
            "trial 2 of sweep 'sweep' is pinned: the checkpoints that it saves are kept");
        (await api.GetAsync("/api/sweeps/sweep/trials/2")).GetProperty("pinned").GetBoolean().ShouldBeTrue();
        (await api.PostAsync("/api/sweeps/sweep/trials/2/unpin")).GetProperty("done").GetString().ShouldBe(
            "trial 2 of sweep 'sweep' is no longer pinned");
        (await api.GetAsync("/api/sweeps/sweep/trials/2")).GetProperty("pinned").GetBoolean().ShouldBeFalse();
        (await api.FailToPostAsync("/api/sweeps/sweep/trials/7/pin")).ShouldBe(
            (404, "Sweep 'sweep' (k3m9x0q2ab) has no trial 7: it has 3, numbered from 0."));
        (await api.FailToPostAsync("/api/sweeps/sweep/trials/-1/unpin")).Status.ShouldBe(404);
        (await api.FailToPostAsync("/api/sweeps/sweep/trials/99999999999/pin")).Status.ShouldBe(404);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Drain_Node_TakesNoTrialsUntilItIsUndrained(bool onPostgres)
    {
        await using var api = await TestApi.StartAsync(postgres, onPostgres);
        await api.BeatAsync("experiments", "gpu-1");
        await api.BeatAsync("experiments", "gpu-2");
        (await DoneAsync(api, "gpu-1/drain")).ShouldBe(
            "node 'gpu-1' takes no more trials: those that run there save a checkpoint and go on elsewhere");
        (await DoneAsync(api, "gpu-1/drain")).ShouldBe("node 'gpu-1' was drained already");
        (await api.GetAsync("/api/nodes")).EnumerateArray()
            .Where(node => node.GetProperty("draining").GetBoolean())
            .Select(node => node.GetProperty("node").GetString()).ShouldBe(["gpu-1"]);
        (await DoneAsync(api, "gpu-1/undrain")).ShouldBe("node 'gpu-1' takes trials again");
        (await api.FailToPostAsync("/api/nodes/cpu/drain")).ShouldBe(
            (404, "there is no node 'cpu': live nodes are 'gpu-1', 'gpu-2'"));
        (await api.FailToPostAsync("/api/nodes/gpu/drain")).Status.ShouldBe(404);
    }

    private static async Task<string?> DoneAsync(TestApi api, string path) =>
        (await api.PostAsync($"/api/nodes/{path}")).GetProperty("done").GetString();
}

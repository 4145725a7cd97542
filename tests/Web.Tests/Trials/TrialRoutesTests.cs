using Experiments.Testing.Postgres;
using Experiments.Web.Tests.Support;

namespace Experiments.Web.Tests.Trials;

public sealed class TrialRoutesTests(SharedPostgres postgres)
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task List_FilterAndOrder_AreThoseOfTheCommand(bool onPostgres)
    {
        await using var api = await TestApi.StartAsync(postgres, onPostgres);
        await api.FillAsync();
        (await NumbersAsync(api, "")).ShouldBe([0, 1, 2]);
        (await NumbersAsync(api, "?descending=true&limit=2")).ShouldBe([2, 1]);
        (await NumbersAsync(api, "?after=0")).ShouldBe([1, 2]);
        (await NumbersAsync(api, "?after=1&descending=true")).ShouldBe([0]);
        (await NumbersAsync(api, "?where=learning_rate%3C0.05")).ShouldBe([1, 2]);
        (await NumbersAsync(api, "?where=val_accuracy%3E0.2")).ShouldBe([0]);
        (await NumbersAsync(api, "?sort=learning_rate")).ShouldBe([2, 1, 0]);
        (await NumbersAsync(api, "?status=failed")).ShouldBe([1]);
    }

    [Theory]
    [InlineData("?where=learning_rate", "comparison")]
    [InlineData("?where=xyzzy%3D1", "has no metric, parameter or column 'xyzzy'")]
    [InlineData("?sort=xyzzy", "has no metric, parameter or column 'xyzzy'")]
    [InlineData("?limit=0", "'limit' must be 1 to 10,000, not 0")]
    [InlineData("?limit=many", "'limit' cannot be 'many'")]
    [InlineData("?status=gone", "'status' must be running, waiting, paused, completed, pruned, failed, cancelled")]
    [InlineData("?after=1&sort=time", "leave out 'sort'")]
    public async Task List_WrongQuery_IsAProblemThatSaysWhat(string query, string what)
    {
        await using var api = await TestApi.StartAsync();
        await api.FillAsync();
        var (status, detail) = await api.FailAsync("/api/sweeps/sweep/trials" + query);
        status.ShouldBe(400);
        detail.ShouldNotBeNull().ShouldContain(what);
    }

    [Fact]
    public async Task Get_Trial_HasItsParametersAndMetrics()
    {
        await using var api = await TestApi.StartAsync();
        await api.FillAsync();
        var trial = await api.GetAsync("/api/sweeps/sweep/trials/0");
        trial.GetProperty("status").GetString().ShouldBe("completed");
        trial.GetProperty("parameters").GetProperty("learning_rate").GetDouble().ShouldBe(0.1);
        trial.GetProperty("metrics").GetProperty("val_accuracy").GetDouble().ShouldBe(0.3, 1e-9);
        (await api.GetAsync("/api/sweeps/sweep/best"))[0].GetProperty("trial").GetInt32().ShouldBe(0);
        var (status, detail) = await api.FailAsync("/api/sweeps/sweep/trials/7");
        (status, detail).ShouldBe((404, "Sweep 'sweep' (k3m9x0q2ab) has no trial 7: it has 3, numbered from 0."));
    }

    [Fact]
    public async Task Groups_ByColumn_HaveTheirMeans()
    {
        await using var api = await TestApi.StartAsync();
        await api.FillAsync();
        var groups = await api.GetAsync("/api/sweeps/sweep/groups?by=status");
        groups.EnumerateArray().Select(group => group.GetProperty("keys").GetProperty("status").GetString())
            .ShouldBe(["completed", "failed", "waiting"], ignoreOrder: true);
        groups[0].GetProperty("mean").GetDouble().ShouldBe(0.3, 1e-9);
        (await api.FailAsync("/api/sweeps/sweep/groups?by=val_accuracy")).Detail
            .ShouldNotBeNull().ShouldContain("cannot be grouped");
    }

    private static async Task<int[]> NumbersAsync(TestApi api, string query) =>
        [.. (await api.GetAsync("/api/sweeps/sweep/trials" + query)).EnumerateArray()
            .Select(trial => trial.GetProperty("trial").GetInt32())];
}

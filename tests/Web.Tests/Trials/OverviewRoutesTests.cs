using System.Text.Json;
using Experiments.Testing.Builders;
using Experiments.Testing.Postgres;
using Experiments.Web.Tests.Support;

namespace Experiments.Web.Tests.Trials;

public sealed class OverviewRoutesTests(SharedPostgres postgres)
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Columns_OfASweep_HaveOneElementForEachTrial(bool onPostgres)
    {
        await using var api = await TestApi.StartAsync(postgres, onPostgres);
        await api.FillAsync();
        var columns = await api.GetAsync("/api/sweeps/sweep/columns");
        Numbers(columns, "trials").ShouldBe([0, 1, 2]);
        var names = columns.GetProperty("status_names");
        columns.GetProperty("statuses").EnumerateArray().Select(one => names[one.GetInt32()].GetString())
            .ShouldBe(["completed", "failed", "waiting"]);
        columns.GetProperty("objectives")[0].GetDouble().ShouldBe(0.3, 1e-9);
        columns.GetProperty("objectives")[1].ValueKind.ShouldBe(JsonValueKind.Null);
        columns.GetProperty("finished_at")[2].ValueKind.ShouldBe(JsonValueKind.Null);
        columns.GetProperty("finished_at")[0].GetInt64().ShouldBeGreaterThanOrEqualTo(
            columns.GetProperty("started_at")[0].GetInt64());
        Numbers(columns.GetProperty("parameters"), "learning_rate").ShouldBe([0.1, 0.01, 0.001]);

        Numbers(await api.GetAsync("/api/sweeps/sweep/columns?after=0&limit=1"), "trials").ShouldBe([1]);
        (await api.FailAsync("/api/sweeps/sweep/columns?limit=100001")).Detail
            .ShouldBe("'limit' must be 1 to 100,000, not 100,001");
    }

    [Fact]
    public async Task Importance_OfASweep_IsThatOfTheCommandAndNeeds16Trials()
    {
        await using var api = await TestApi.StartAsync();
        var first = await api.FillAsync();
        (await api.GetAsync("/api/sweeps/sweep/importance")).GetArrayLength().ShouldBe(0);
        foreach (var trial in Enumerable.Range(3, 30))
        {
            await api.CommitAsync(first.SweepKey, SweepSteps.Begin(api.Next(), trial, learningRate: trial / 100.0));
            await api.CommitAsync(first.SweepKey, SweepSteps.Complete(api.Next(), trial, trial / 100.0));
        }

        var importance = await api.GetAsync("/api/sweeps/sweep/importance");
        importance.GetArrayLength().ShouldBe(1);
        importance[0].GetProperty("parameter").GetString().ShouldBe("learning_rate");
        importance[0].GetProperty("share").GetDouble().ShouldBe(1, 1e-9);
    }

    [Fact]
    public async Task Explanation_OfASweep_IsThatOfTheCommandWithAFileToTryNext()
    {
        await using var api = await TestApi.StartAsync();
        var first = await api.FillAsync(spec: SweepSpecs.Random(runCap: 40));
        var before = await api.GetAsync("/api/sweeps/sweep/explanation");
        before.GetProperty("statements")[0].GetProperty("kind").GetString().ShouldBe("no_effect");
        before.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
        foreach (var trial in Enumerable.Range(3, 30))
        {
            await api.CommitAsync(first.SweepKey, SweepSteps.Begin(api.Next(), trial, learningRate: trial / 400.0));
            await api.CommitAsync(first.SweepKey, SweepSteps.Complete(api.Next(), trial, trial / 100.0));
        }

        var after = await api.GetAsync("/api/sweeps/sweep/explanation");
        after.GetProperty("next").GetString().ShouldNotBeNull().ShouldContain("name: \"sweep-next\"");
        var matters = after.GetProperty("statements").EnumerateArray()
            .Single(one => one.GetProperty("kind").GetString() == "matters");
        matters.GetProperty("parameters")[0].GetString().ShouldBe("learning_rate");
        matters.GetProperty("chance").GetDouble().ShouldBeLessThanOrEqualTo(0.01);
        matters.GetProperty("share_low").GetDouble().ShouldBeGreaterThan(0.5);
    }

    private static double[] Numbers(JsonElement answer, string name) =>
        [.. answer.GetProperty(name).EnumerateArray().Select(one => one.GetDouble())];
}

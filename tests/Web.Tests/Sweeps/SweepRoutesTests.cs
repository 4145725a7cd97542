using System.Collections.Immutable;
using Experiments.Contracts.Sweeps;
using Experiments.Testing.Builders;
using Experiments.Testing.Postgres;
using Experiments.Web.Tests.Support;

namespace Experiments.Web.Tests.Sweeps;

public sealed class SweepRoutesTests(SharedPostgres postgres)
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task List_RunningSweep_HasItsProgress(bool onPostgres)
    {
        await using var api = await TestApi.StartAsync(postgres, onPostgres);
        await api.FillAsync();
        var sweeps = await api.GetAsync("/api/sweeps");
        sweeps.GetArrayLength().ShouldBe(1);
        var sweep = sweeps[0];
        sweep.GetProperty("id").GetString().ShouldBe("k3m9x0q2ab");
        sweep.GetProperty("status").GetString().ShouldBe("running");
        sweep.GetProperty("goal").GetString().ShouldBe("maximize");
        sweep.GetProperty("best_trial").GetInt32().ShouldBe(0);
        sweep.GetProperty("best_objective").GetDouble().ShouldBe(0.3, 1e-9);
        var trials = sweep.GetProperty("trials");
        trials.GetProperty("total").GetInt32().ShouldBe(3);
        trials.GetProperty("failed").GetInt32().ShouldBe(1);
        trials.GetProperty("waiting").GetInt32().ShouldBe(1, "no node is alive");
        (await api.GetAsync("/api/sweeps?tag=none")).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task File_OfASweep_ReadsBackAsTheSweepWithoutItsSecrets()
    {
        await using var api = await TestApi.StartAsync();
        await api.FillAsync(spec: SweepSpecs.Grid("a") with
        {
            Workload = new WorkloadSpec.Program("train.py", ["python", "train.py"])
            {
                Directory = "/work",
                Environment = ImmutableSortedDictionary<string, string>.Empty
                    .Add("API_TOKEN", "hunter2").Add("MODE", "fast"),
            },
        });
        using var answer = await api.Client.GetAsync("/api/sweeps/a/file");
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/yaml");
        var text = await answer.Content.ReadAsStringAsync();
        text.ShouldStartWith("# The file of sweep 'a' (k3m9x0q2ab).\n");
        text.ShouldContain("\nmethod: grid\n");
        text.ShouldContain("fast");
        text.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Get_ByNameOrPrefix_HasWhatWasAsked()
    {
        await using var api = await TestApi.StartAsync();
        await api.FillAsync();
        foreach (var reference in new[] { "sweep", "k3m" })
        {
            var found = await api.GetAsync($"/api/sweeps/{reference}");
            found.GetProperty("sweep").GetProperty("id").GetString().ShouldBe("k3m9x0q2ab");
            found.GetProperty("spec").GetProperty("search").GetProperty("method").GetString().ShouldBe("grid");
            found.GetProperty("metrics").EnumerateArray().Select(name => name.GetString())
                .ShouldBe(["val_accuracy"]);
        }
    }

    [Fact]
    public async Task Get_ProgramWithASecret_DoesNotShowIt()
    {
        await using var api = await TestApi.StartAsync();
        var spec = SweepSpecs.Grid() with
        {
            Workload = new WorkloadSpec.Program(null, ["python", "train.py"])
            {
                Directory = "/tmp",
                Environment = ImmutableSortedDictionary<string, string>.Empty
                    .Add("WANDB_API_KEY", "s3cret").Add("OMP_NUM_THREADS", "2"),
            },
        };
        await api.FillAsync(spec: spec);
        var text = await api.Client.GetStringAsync("/api/sweeps/sweep");
        text.ShouldNotContain("s3cret");
        text.ShouldContain("OMP_NUM_THREADS\":\"2");
    }

    [Fact]
    public async Task Get_NoSuchSweep_IsAProblemThatNamesOthers()
    {
        await using var api = await TestApi.StartAsync();
        await api.FillAsync();
        var (status, detail) = await api.FailAsync("/api/sweeps/digits");
        status.ShouldBe(404);
        detail.ShouldBe(
            "There is no sweep 'digits': write an id, the beginning of one, or a name; the newest are k3m9x0q2ab "
            + "(sweep).");
    }
}

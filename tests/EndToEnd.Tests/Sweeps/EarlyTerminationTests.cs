using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Postgres;

namespace Experiments.EndToEnd.Tests.Sweeps;

public sealed class EarlyTerminationTests(SharedPostgres postgres)
{
    private const int Kill = 9;

    /// <summary>
    /// Two silos, one of which is killed while trials rest at rungs and others train; beside it the same trials, each trained to
    /// its end without a pause.
    /// </summary>
    [Fact]
    public async Task Kill_SiloOfAnAshaSweep_CountsEachRungOnceAndPromotedTrialsAreAsIfNeverPaused()
    {
        await using var disturbed = new Machine(await (await postgres.GetAsync()).CreateDatabaseAsync());
        var left = await disturbed.ServeAsync("--node", "left", "--cpus", "1");
        var right = await disturbed.ServeAsync("--node", "right", "--cpus", "1");
        const string Early = "early_terminate: {type: asha, grace_period: 1, reduction_factor: 3, max_t: 9}";
        (await disturbed.RunAsync("submit", disturbed.Write("sweep.yaml", Sweep(Early)))).ShouldExitWith(0);
        await disturbed.WaitForAsync(
            "select (select count(*) from trials where status = 'paused') >= 4 and (select max(attempt) from trials) > 1",
            rows => rows[0] == "True");
        (await disturbed.QueryAsync("select status from sweeps")).ShouldBe(["running"]);
        left.Signal(Kill);
        await left.WaitForExitAsync();
        await disturbed.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");

        (await disturbed.RunAsync("replay", "sweep", "--verify")).ShouldExitWith(0);
        var rungs = await disturbed.QueryAsync(
            """
            select a ->> 'rung', count(*), count(distinct a ->> 'trial')
            from sweep_events e cross join lateral json_array_elements(e.actions) a
            where a ->> 'kind' = 'reach_rung' group by 1 order by 1
            """);
        rungs[0].ShouldBe("0|18|18");
        rungs.Select(row => row.Split('|')).ShouldAllBe(row => row[1] == row[2]);
        (await disturbed.QueryAsync("select distinct status from trials order by status")).ShouldBe(["completed", "pruned"]);
        (await disturbed.QueryAsync("select count(*) from trials where status = 'completed' and attempt > 1")).ShouldNotBe(["0"]);
        (await disturbed.QueryAsync(
            "select count(*) from checkpoints c join trials t on t.id = c.trial_id where t.status = 'pruned'")).ShouldBe(["0"]);
        (await disturbed.QueryAsync("select completed + pruned = ended and ended = 18 from sweep_progress")).ShouldBe(["True"]);
        // The best is one that trained to its end.
        (await disturbed.QueryAsync("select t.status from best_trials b join trials t on t.number = b.trial")).ShouldBe(["completed"]);

        await using var undisturbed = new Machine();
        (await undisturbed.RunAsync("run", undisturbed.Write("sweep.yaml", Sweep("")))).ShouldExitWith(0);
        var curves = await disturbed.QueryAsync(Curves);
        curves.Except(await undisturbed.QueryAsync(Curves)).ShouldBeEmpty();
        (await disturbed.QueryAsync(
            """
            select distinct count(*) from trial_curves c join trials t on t.number = c.trial
            where c.metric = 'val_accuracy' and t.status = 'completed' group by c.trial
            """)).ShouldBe(["9"]);
        right.Signal(Kill);
    }

    [Fact]
    public async Task Run_Asha_TellsWhoRestsAndWhoIsStopped()
    {
        await using var machine = new Machine();
        const string Early = "early_terminate: {type: asha, max_t: 9}";
        var run = (await machine.RunAsync("run", machine.Write("sweep.yaml", Sweep(Early)))).ShouldExitWith(0);
        run.Output.ShouldContain("rests at step 1: val_accuracy");
        run.Output.ShouldContain("trains again, attempt 2");
        run.Output.ShouldContain("stopped early at step 1: val_accuracy");
        (await machine.RunAsync("trials", "sweep", "--status", "pruned", "--format", "csv")).Output.ShouldContain(",pruned,");
        (await machine.RunAsync("ls", "--format", "json")).Output.ShouldContain("\"trials_pruned\"");
        (await machine.RunAsync("replay", "sweep", "--verify")).ShouldExitWith(0);
    }

    private const string Curves =
        "select trial, metric, step, value, kind from trial_curves where metric not in ('epoch_seconds', 'samples_per_second')";

    private static string Sweep(string earlyTermination) => $$"""
        workload: mlp
        dataset: digits
        method: random
        seed: 5
        run_cap: 18
        max_restarts: 9
        metric: {name: val_accuracy, goal: maximize}
        {{earlyTermination}}
        parameters:
          optimizer: {values: [sgd, adam, rmsprop]}
          learning_rate: {distribution: log_uniform_values, min: 1.0e-4, max: 1.0e-2}
          dropout: {value: 0.2}
          epochs: {value: 9}
          hidden_units: {value: 64}
          train_examples: {value: 4000}
        """;
}

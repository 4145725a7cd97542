using Experiments.Testing.Postgres;

namespace Experiments.EndToEnd.Tests.Sweeps;

public sealed class EarlyTerminationTests(SharedPostgres postgres)
{
    private const int Kill = 9;

    /// <summary>
    /// Two silos, one of which is killed while some trials are paused at rungs and others train. For comparison, the
    /// same trials are trained without a pause.
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
            "select (select count(*) from trials where status = 'paused') >= 4 and (select max(attempt) "
            + "from trials) > 1",
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
        (await disturbed.QueryAsync("select distinct status from trials order by status")).ShouldBe(
            ["completed", "pruned"]);
        (await disturbed.QueryAsync(
            "select count(*) from trials where status = 'completed' and attempt > 1")).ShouldNotBe(["0"]);
        (await disturbed.QueryAsync(
            "select count(*) from checkpoints c join trials t on t.id = c.trial_id where t.status = "
            + "'pruned'")).ShouldBe(["0"]);
        (await disturbed.QueryAsync(
            "select completed + pruned = ended and ended = 18 from sweep_progress")).ShouldBe(["True"]);
        // The best trial is one that completed.
        (await disturbed.QueryAsync("select t.status from best_trials b join trials t on t.number = b.trial")).ShouldBe(
            ["completed"]);

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
        run.Output.ShouldContain("paused at step 1: val_accuracy");
        run.Output.ShouldContain("trains again, attempt 2");
        run.Output.ShouldContain("stopped early at step 1: val_accuracy");
        (await machine.RunAsync("trials", "sweep", "--status", "pruned", "--format", "csv")).Output.ShouldContain(
            ",pruned,");
        (await machine.RunAsync("ls", "--format", "json")).Output.ShouldContain("\"trials_pruned\"");
        (await machine.RunAsync("replay", "sweep", "--verify")).ShouldExitWith(0);
    }

    /// <summary>
    /// A program that evaluates every 500 steps. Its second or third evaluation shows which trial is good.
    /// </summary>
    [Theory]
    [InlineData("{type: hyperband, min_iter: 3, eta: 3}", new[] { "completed", "completed", "completed", "pruned" })]
    [InlineData(
        "{type: asha, mode: stop, grace_period: 3, max_t: 9, time_attr: training_iteration}",
        new[] { "completed", "completed", "completed", "pruned" })]
    [InlineData(
        "{type: asha, mode: stop, grace_period: 3, max_t: 27}", new[] { "completed", "pruned", "pruned", "pruned" })]
    public async Task Run_ProgramReportsEveryFiveHundredSteps_IsComparedWhereTheRungsAre(string rule, string[] expected)
    {
        await using var machine = new Machine();
        machine.Write("evaluate.py", """
            import sys, time
            k = int(sys.argv[1].split("=")[1])
            for e in range(1, 7):
                print(f"step={e * 500} val_loss={1 / e if e >= k else 5 - 0.1 * k}", flush=True)
                time.sleep(0.02)
            """);
        var run = (await machine.RunAsync("run", machine.Write("sweep.yaml", $$"""
            program: evaluate.py
            method: grid
            max_concurrent_trials: 1
            metric: {name: val_loss, goal: minimize}
            early_terminate: {{rule}}
            parameters:
              k: {values: [1, 2, 3, 5]}
            """))).ShouldExitWith(0);
        (await machine.QueryAsync("select status from trials order by number")).ShouldBe(expected);
        (await machine.RunAsync("replay", "sweep", "--verify")).ShouldExitWith(0);
        const string Warning =
            "sweep: trial 0 passed 2 rungs of early_terminate with one report, at 500, and is compared once for all "
            + "of them; give the rungs "
            + "in the steps that it reports or, for asha, count its reports with 'time_attr: training_iteration'\n";
        run.Errors.ShouldBe(expected[1] == "pruned" ? Warning : "");
    }

    [Fact]
    public async Task Kill_SiloOfAHyperbandSweep_CountsOnFromTheReportsBeforeTheCheckpoint()
    {
        await using var machine = new Machine(await (await postgres.GetAsync()).CreateDatabaseAsync());
        machine.Write("count.py", """
            import os, time
            file = os.path.join(os.environ["TRIAL_CHECKPOINT_DIR"], "at")
            at = int(open(file).read()) if os.path.exists(file) else 0
            while at < 12:
                time.sleep(0.25)
                at += 1
                print(f"step={at * 500} value={at}", flush=True)
                open(file + ".new", "w").write(str(at))
                os.replace(file + ".new", file)
            """);
        var silos = new Dictionary<string, CliProcess>();
        foreach (var node in new[] { "a", "b" }) silos[node] = await machine.ServeAsync("--node", node, "--cpus", "1");
        (await machine.RunAsync("submit", machine.Write("sweep.yaml", """
            program: count.py
            method: random
            run_cap: 1
            metric: {name: value, goal: maximize}
            early_terminate: {type: hyperband, min_iter: 8, eta: 3}
            """))).ShouldExitWith(0);
        await machine.WaitForAsync(
            "select max(step) from checkpoints", rows => long.TryParse(rows[0], out var step) && step >= 1_000);
        silos[(await machine.QueryAsync(
            "select s.node from trials t join silos s on s.silo = t.node")).Single()].Signal(Kill);
        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");

        (await machine.QueryAsync("select attempt from trials")).ShouldBe(["2"]);
        (await machine.QueryAsync(
            "select event ->> 'step', event ->> 'objective', event ->> 'best', event ->> 'attempt' from sweep_events "
            + "where kind = 'rung_reached'"))
            .ShouldBe(["8|8|8|2"]);
        (await machine.QueryAsync("select count(*) from trial_curves")).ShouldBe(["12"]);
        (await machine.RunAsync("replay", "sweep", "--verify")).ShouldExitWith(0);
    }

    private const string Curves =
        "select trial, metric, step, value, kind from trial_curves where metric not in ('epoch_seconds', "
        + "'samples_per_second')";

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

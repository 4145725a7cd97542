using System.Globalization;
using Experiments.Testing.Postgres;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>A sweep with limits of a metric and of a sum of parameters.</summary>
public sealed class ConstraintTests(SharedPostgres postgres)
{
    private const int Kill = 9;
    private const int Trials = 40;

    /// <summary>
    /// Each trial reports its latency before its checkpoint, and its loss after it: an attempt that continues has to
    /// know what the lost one reported.
    /// </summary>
    [Fact]
    public async Task Limits_SiloIsKilledInTheMiddle_AreKeptAndDecidedAgainTheSameWay()
    {
        await using var machine = new Machine(await (await postgres.GetAsync()).CreateDatabaseAsync());
        var gate = machine.FileOf("gate");
        machine.Write("train.py", $$"""
            import os, sys, time
            a, b = (float(argument.split("=")[1]) for argument in sys.argv[1:3])
            saved = os.path.join(os.environ["TRIAL_CHECKPOINT_DIR"], "saved")
            if not os.path.exists(saved):
                print(f"epoch=1 latency_ms={100 * a!r}", flush=True)
                open(saved, "w").close()
            # The first trials wait until their silo was killed.
            while not os.path.exists("{{gate}}"): time.sleep(0.1)
            print(f"epoch=2 loss={1 - a - b / 2!r}", flush=True)
            """);
        var sweep = machine.Write("limits.yaml", $$"""
            name: limits
            command: [python3, train.py, "${args}"]
            method: gp
            run_cap: {{Trials}}
            max_concurrent_trials: 2
            metric: {name: loss}
            constraints:
              latency_ms: {max: 60}
              a + 2*b: {max: 1.5}
            parameters:
              a: {min: 0.0, max: 1.0}
              b: {min: 0.0, max: 1.0}
            """);
        var silo = await machine.ServeAsync("--cpus", "2");
        (await machine.RunAsync("submit", sweep)).ShouldExitWith(0);
        await machine.WaitForAsync(
            "select distinct trial_id from checkpoints", saved => saved.Count == 2);
        silo.Signal(Kill);
        await silo.WaitForExitAsync();
        File.WriteAllText(gate, "");
        await machine.ServeAsync("--cpus", "2");
        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");

        // What the database says agrees with what the trials were.
        var rows = (await machine.QueryAsync(
            "select number, assignment ->> 'a', assignment ->> 'b', objective, coalesce(violation, 0) from trials "
            + "where status = 'completed'"))
            .Select(row => row.Split('|').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray())
            .ToArray();
        rows.Length.ShouldBe(Trials);
        foreach (var row in rows)
        {
            (row[1] + 2 * row[2]).ShouldBeLessThanOrEqualTo(1.5 + 1e-8);
            row[4].ShouldBe(Math.Max(0, 100 * row[1] / 60 - 1), 1e-9);
        }
        var best = rows.Where(row => row[4] == 0).MinBy(row => row[3])!;
        (await machine.QueryAsync("select best_trial, best_violation from sweep_progress"))
            .ShouldBe([$"{best[0]}|"]);
        // 0.6 of a, and 0.45 of b is what the sum leaves.
        best[3].ShouldBeInRange(0.175 - 1e-9, 0.2);
        (await machine.RunAsync("replay", "limits", "--verify")).ShouldExitWith(0);
        (await machine.RunAsync("best", "limits")).ShouldExitWith(0).Output.ShouldContain($"{best[0]}  ");
    }
}

using System.Globalization;
using Experiments.Testing.Postgres;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>A sweep with two objectives.</summary>
public sealed class ObjectivesTests(SharedPostgres postgres)
{
    private const int Kill = 9;
    private const int Trials = 60;

    /// <summary>
    /// Trials report their size before their checkpoint, and their loss after it: an attempt that continues has to
    /// know what the lost one reported. The front is 0.25 ≤ a ≤ 0.75, b = 0.
    /// </summary>
    [Fact]
    public async Task Front_SiloIsKilledInTheMiddle_IsThatOfTheTrialsAndDecidedAgainTheSameWay()
    {
        await using var machine = new Machine(await (await postgres.GetAsync()).CreateDatabaseAsync());
        var gate = machine.FileOf("gate");
        machine.Write("train.py", $$"""
            import os, sys, time
            a, b = (float(argument.split("=")[1]) for argument in sys.argv[1:3])
            saved = os.path.join(os.environ["TRIAL_CHECKPOINT_DIR"], "saved")
            if not os.path.exists(saved):
                print(f"epoch=1 size={(a - 0.25) ** 2 + b!r}", flush=True)
                open(saved, "w").close()
            # The third generation waits until its silo was killed. What it prints has the silo look for its checkpoint.
            while not os.path.exists("{{gate}}") and os.environ["TRIAL_NUMBER"] in ("44", "45"):
                print("waiting", flush=True)
                time.sleep(0.1)
            print(f"epoch=2 loss={(a - 0.75) ** 2 + b!r}", flush=True)
            """);
        var sweep = machine.Write("front.yaml", $$"""
            name: front
            command: [python3, train.py, "${args}"]
            method: nsga2
            run_cap: {{Trials}}
            max_concurrent_trials: 2
            metrics: [{name: loss}, {name: size}]
            parameters:
              a: {min: 0.0, max: 1.0}
              b: {min: 0.0, max: 1.0}
            """);
        var silo = await machine.ServeAsync("--cpus", "2");
        (await machine.RunAsync("submit", sweep)).ShouldExitWith(0);
        await machine.WaitForAsync(
            "select distinct trial_id from checkpoints where trial_id & 4294967295 in (44, 45)",
            saved => saved.Count == 2);
        silo.Signal(Kill);
        await silo.WaitForExitAsync();
        File.WriteAllText(gate, "");
        await machine.ServeAsync("--cpus", "2");
        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");

        var rows = (await machine.QueryAsync(
            "select number, assignment ->> 'a', assignment ->> 'b', objectives ->> 0, objectives ->> 1, "
            + "case when on_front then 1 else 0 end, attempt from trials where status = 'completed' order by number"))
            .Select(row => row.Split('|').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray())
            .ToArray();
        rows.Length.ShouldBe(Trials);
        foreach (var row in rows)
        {
            row[3].ShouldBe(Math.Pow(row[1] - 0.75, 2) + row[2], 1e-9);
            row[4].ShouldBe(Math.Pow(row[1] - 0.25, 2) + row[2], 1e-9);
        }
        rows.Count(row => row[6] > 1).ShouldBeGreaterThan(0);
        // The database marks the trials that no other dominates, and no others.
        var front = rows.Where(row => !rows.Any(other =>
            other[3] <= row[3] && other[4] <= row[4] && (other[3] < row[3] || other[4] < row[4]))).ToArray();
        rows.Where(row => row[5] == 1).Select(row => row[0]).ShouldBe(front.Select(row => row[0]));
        front.Length.ShouldBeGreaterThan(1);
        (await machine.QueryAsync("select count(*), min(metrics::text) from pareto_fronts"))
            .ShouldBe([$"""{front.Length}|["loss", "size"]"""]);
        (await machine.RunAsync("replay", "front", "--verify")).ShouldExitWith(0);
        var best = (await machine.RunAsync("best", "front", "--format", "csv")).ShouldExitWith(0).Output;
        best.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => double.Parse(line.Split(',')[0], CultureInfo.InvariantCulture))
            .ShouldBe(front.OrderBy(row => row[3]).Select(row => row[0]));
    }
}

using System.Globalization;
using System.Text.Json;
using Experiments.Testing.Postgres;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>A sweep whose trials are repeated with other seeds.</summary>
public sealed class RepeatsTests(SharedPostgres postgres)
{
    private const int Kill = 9;
    private const int Assignments = 10;
    private const int Repeats = 4;

    /// <summary>
    /// The loss is x and some noise by the seed that the trial gets. The silo is killed while a repeat runs; afterwards
    /// a user asks for more repeats of the best two.
    /// </summary>
    [Fact]
    public async Task Repeats_SiloIsKilledInTheMiddle_AreCutShortAndTheBestIsThatOfTheMeans()
    {
        await using var machine = new Machine(await (await postgres.GetAsync()).CreateDatabaseAsync());
        var gate = machine.FileOf("gate");
        machine.Write("train.py", $$"""
            import os, random, sys, time
            x = float(sys.argv[1].split("=")[1])
            random.seed(int(os.environ["TRIAL_SEED"]))
            noise = random.gauss(0, 0.1)
            # Trial 12 waits until its silo was killed.
            while not os.path.exists("{{gate}}") and os.environ["TRIAL_NUMBER"] == "12":
                print("waiting", flush=True)
                time.sleep(0.1)
            print(f"epoch=1 loss={x + noise!r}", flush=True)
            """);
        var sweep = machine.Write("noisy.yaml", $$"""
            name: noisy
            command: [python3, train.py, "${args}"]
            method: grid
            repeats: {{Repeats}}
            max_concurrent_trials: 2
            metric: {name: loss}
            parameters:
              x: {values: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]}
            """);
        var silo = await machine.ServeAsync("--cpus", "2");
        (await machine.RunAsync("submit", sweep)).ShouldExitWith(0);
        await machine.WaitForAsync(
            "select status from trials where number = 12", rows => rows is ["running"]);
        silo.Signal(Kill);
        await silo.WaitForExitAsync();
        File.WriteAllText(gate, "");
        await machine.ServeAsync("--cpus", "2");
        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");

        var groups = await GroupsAsync(machine);
        groups.Length.ShouldBe(Assignments);
        groups.Max(group => group.Losses.Length).ShouldBe(Repeats);
        groups.Min(group => group.Losses.Length).ShouldBe(1);
        groups.Sum(group => group.Losses.Length).ShouldBeLessThan(Assignments * Repeats * 3 / 4);
        // Every trial has another seed.
        groups.SelectMany(group => group.Losses.Select(loss => loss - group.X)).ShouldBeUnique();
        (await machine.QueryAsync("select count(*) from trials where attempt > 1")).ShouldNotBe(["0"]);
        (await machine.RunAsync("replay", "noisy", "--verify")).ShouldExitWith(0);
        await CheckBestAsync(machine, groups);

        (await machine.RunAsync("confirm", "noisy", "--top", "2", "--repeats", "7")).ShouldExitWith(0);
        await machine.WaitForAsync(
            "select count(*), min(status) from (select s.status from sweeps s join trials t on true "
            + "where t.status = 'completed' and s.status = 'completed' group by s.status, t.assignment::text "
            + "having count(*) >= 7) confirmed",
            rows => rows[0].StartsWith("2|", StringComparison.Ordinal));
        var confirmed = await GroupsAsync(machine);
        confirmed.Count(group => group.Losses.Length == 7).ShouldBe(2);
        await CheckBestAsync(machine, confirmed);
        (await machine.RunAsync("replay", "noisy", "--verify")).ShouldExitWith(0);
        // So many exist already.
        var again = await machine.RunAsync("confirm", "noisy", "--top", "2", "--repeats", "7");
        again.ShouldExitWith(1);
        again.Errors.ShouldContain("has 7 trials of each of its leading assignments already");
    }

    private static async Task CheckBestAsync(Machine machine, (double X, double[] Losses)[] groups)
    {
        var most = groups.Max(group => group.Losses.Length);
        var expected = groups.Where(group => 2 * group.Losses.Length >= most).MinBy(group => group.Losses.Average());
        var text = (await machine.RunAsync("best", "noisy", "--format", "json")).ShouldExitWith(0).Output;
        var best = JsonDocument.Parse(text).RootElement[0];
        best.GetProperty("parameters").GetProperty("x").GetDouble().ShouldBe(expected.X);
        best.GetProperty("repeats").GetInt32().ShouldBe(expected.Losses.Length);
        best.GetProperty("repeats_mean").GetDouble().ShouldBe(expected.Losses.Average(), 1e-9);
        best.GetProperty("probability_of_best").GetDouble().ShouldBeInRange(0, 1);
        var named = best.GetProperty("trial").GetInt32();
        var listed = (await machine.RunAsync("ls", "--format", "json")).ShouldExitWith(0).Output;
        JsonDocument.Parse(listed).RootElement[0].GetProperty("best_trial").GetInt32().ShouldBe(named);
        var shown = (await machine.RunAsync("show", "noisy", "--format", "json")).ShouldExitWith(0).Output;
        JsonDocument.Parse(shown).RootElement.GetProperty("best_trial").GetInt32().ShouldBe(named);
        (await machine.QueryAsync("select trial from best_trials")).ShouldBe([$"{named}"]);
    }

    private static async Task<(double X, double[] Losses)[]> GroupsAsync(Machine machine) =>
    [
        .. (await machine.QueryAsync(
            "select assignment ->> 'x', objective from trials where status = 'completed' order by number"))
            .Select(row => row.Split('|').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray())
            .GroupBy(row => row[0]).Select(rows => (rows.Key, rows.Select(row => row[1]).ToArray())),
    ];
}

using Experiments.Testing.Postgres;
using Experiments.Testing.Waits;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>Three silos, on one of which every program fails.</summary>
public sealed class SickNodeTests(SharedPostgres postgres)
{
    private const int Trials = 24;

    [Fact]
    public async Task Run_ProgramsThatFailOnOneOfThreeNodes_LosesNoTrialAndLeavesTheNodeAlone()
    {
        await using var machine = new Machine(await (await postgres.GetAsync()).CreateDatabaseAsync());
        machine.Environment["SICK"] = "1";
        var silos = new List<CliProcess> { await ServeAsync(machine, "sick") };
        machine.Environment["SICK"] = null;
        silos.Add(await ServeAsync(machine, "a"));
        silos.Add(await ServeAsync(machine, "b"));
        var sweep = machine.Write(
            "sweep.yaml",
            $$"""
            command: [sh, -c, 'test -z "$SICK" || exit 1; sleep 2; echo "epoch=1 value=1"']
            method: grid
            metric: {name: value, goal: maximize}
            parameters:
              x: {values: [{{string.Join(", ", Enumerable.Range(0, Trials))}}]}
            """);
        (await machine.RunAsync("submit", sweep)).ShouldExitWith(0);

        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");
        (await machine.QueryAsync("select count(*) from trials where status = 'completed'")).ShouldBe([$"{Trials}"]);
        var sick = (await machine.QueryAsync("select silo from silos where node = 'sick'")).Single();
        var burnt = int.Parse((await machine.QueryAsync(
            "select count(*) from sweep_events where event->>'kind' = 'attempt_ended' "
            + $"and event->'outcome'->>'node' = '{sick}'"))[0]);
        TestContext.Current.TestOutputHelper!.WriteLine($"{burnt} attempts failed on the sick node");
        burnt.ShouldBeLessThanOrEqualTo(10);
        // The fleet's grain is on one of the silos.
        await Waiting.UntilAsync(
            () => silos.Any(silo => silo.Errors.Contains("Node sick in pool default is quarantined for 60 s: ")
                || silo.Output.Contains("Node sick in pool default is quarantined for 60 s: ")),
            "the line in the log of a silo that says that the node is quarantined",
            seen: () => string.Join('\n', silos.Select(silo => silo.Errors + silo.Output)));
        await machine.WaitForAsync(
            "select node from silos where quarantined like 'all: % different trials failed there%'",
            rows => rows is ["sick"]);
        (await machine.RunAsync("nodes")).ShouldExitWith(0).Output.ShouldContain("different trials failed there");
    }

    private static Task<CliProcess> ServeAsync(Machine machine, string node) =>
        machine.ServeAsync("--node", node, "--cpus", "2");
}

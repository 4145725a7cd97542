using System.Text.Json;
using Experiments.EndToEnd.Tests.Harness;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>Sweeps whose nodes have ended: how they are reported, and how they are continued.</summary>
public sealed class LeftSweepTests
{
    private const int Interrupt = 2;
    private const int Kill = 9;

    [Fact]
    public async Task Run_Interrupted_ResumeGoesOnWithTheSameSweepAtNoRestart()
    {
        await using var machine = new Machine();
        var file = machine.Write("long.yaml", SweepFiles.Waiting(4, seconds: 3, epochs: 30));
        var run = await StartAsync(machine, file);
        run.Signal(Interrupt);
        (await run.WaitForExitAsync()).ShouldExitWith(130).Errors.ShouldContain($"'experiments run {file} --resume'");
        var before = await machine.QueryAsync("select id from sweeps");
        (await StatusAsync(machine)).ShouldBe("waiting");

        (await machine.RunAsync("run", file, "--resume")).ShouldExitWith(0).Output.ShouldContain(
            $"best of long ({before[0]})");

        (await machine.QueryAsync("select id from sweeps")).ShouldBe(before);
        (await machine.QueryAsync("select status, count(*), max(restarts) from trials group by status")).ShouldBe(
            ["completed|4|0"]);
        (await machine.RunAsync("run", file, "--resume")).ShouldFailInOneSentence("nothing to resume");
    }

    [Fact]
    public async Task Run_KilledWithItsSilo_IsSaidToWaitAndResumeGoesOn()
    {
        await using var machine = new Machine();
        var file = machine.Write("long.yaml", SweepFiles.Waiting(4, seconds: 3, epochs: 30));
        var run = await StartAsync(machine, file);
        CliProcess.Signal(run.Children().ShouldHaveSingleItem(), Kill);
        run.Signal(Kill);
        await run.WaitForExitAsync();

        var watch = machine.Start("watch", "long");
        await watch.WaitForAsync("is waiting for a node");
        (await StatusAsync(machine)).ShouldBe("waiting");
        (await machine.RunAsync("trials", "long", "--status", "running", "--format", "csv")).Output.Trim()
            .Split('\n').Length.ShouldBe(1);

        (await machine.RunAsync("run", file, "--resume")).ShouldExitWith(0);
        (await watch.WaitForExitAsync()).ShouldExitWith(0);
        (await machine.QueryAsync("select status, count(*) from trials group by status")).ShouldBe(["completed|4"]);
    }

    /// <summary>The killed nodes have not told the database. They count as dead once their beats are overdue.</summary>
    [Fact]
    public async Task Resume_RightAfterAKill_WaitsUntilItIsCertainAndGoesOn()
    {
        await using var machine = new Machine();
        var file = machine.Write("long.yaml", SweepFiles.Waiting(2, seconds: 3, epochs: 30));
        var run = await StartAsync(machine, file);
        CliProcess.Signal(run.Children().ShouldHaveSingleItem(), Kill);
        run.Signal(Kill);
        await run.WaitForExitAsync();

        var resumed = (await machine.RunAsync("run", file, "--resume")).ShouldExitWith(0);

        resumed.Errors.ShouldContain("waiting to see whether a node still runs it");
        (await machine.QueryAsync("select status, count(*) from trials group by status")).ShouldBe(["completed|2"]);
    }

    /// <summary>No silo runs a sweep that has ended, but one that serves continues it when it is extended.</summary>
    [Fact]
    public async Task Extend_SweepThatARunEnded_GoesOnUnderServe()
    {
        await using var machine = new Machine();
        (await machine.RunAsync(
            "run", machine.Write("short.yaml", SweepFiles.Waiting(1, seconds: 0.1)))).ShouldExitWith(0);
        await using var serve = await machine.ServeAsync();
        await machine.WaitForAsync(
            "select count(*) from silos where serves and left_at is null", rows => rows[0] == "1");

        for (var trials = 2; trials <= 10; trials++)
        {
            (await machine.RunAsync("extend", "short", "--run-cap", $"{trials}")).ShouldExitWith(0);
            await machine.WaitForAsync(
                "select status, completed from sweep_progress", rows => rows[0] == $"completed|{trials}");
        }
    }

    private static async Task<CliProcess> StartAsync(Machine machine, string file)
    {
        var run = machine.Start("run", file);
        await machine.WaitForTablesAsync();
        await machine.WaitForAsync("select count(*) from checkpoints", rows => rows[0] != "0");
        return run;
    }

    private static async Task<string?> StatusAsync(Machine machine) =>
        JsonDocument.Parse(
            (await machine.RunAsync("ls", "--format", "json")).ShouldExitWith(
                0).Output).RootElement[0].GetProperty("status").GetString();
}

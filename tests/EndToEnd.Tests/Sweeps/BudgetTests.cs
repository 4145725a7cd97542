using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Postgres;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>A sweep whose time is used up ends, and loses nothing.</summary>
public sealed class BudgetTests(SharedPostgres postgres)
{
    private const int Kill = 9;
    private const int Trials = 3;
    private const string Ended = "select status, reason from sweeps";

    [Fact]
    public async Task Time_SiloIsKilledInTheMiddle_EndsTheSweepAndExtendGoesOnToTheSameNumbers()
    {
        await using var machine = new Machine(await (await postgres.GetAsync()).CreateDatabaseAsync());
        var program = new ChainProgram(machine, mebibytes: 1);
        var silo = await machine.ServeAsync("--cpus", "2");
        (await machine.RunAsync("submit", program.Write(Trials, "budget: {time: 15s}"))).ShouldExitWith(0);
        await machine.WaitForAsync(
            $"select distinct trial from trial_curves where step = {ChainProgram.GateEpoch} and metric = 'value'",
            trials => trials.Count == 2);
        silo.Signal(Kill);
        await silo.WaitForExitAsync();
        (await machine.QueryAsync("select status from sweeps")).ShouldBe(["running"]);

        await machine.ServeAsync("--cpus", "2");
        await machine.WaitForAsync(
            Ended, rows => rows.SequenceEqual(["completed|the budget 'time: 15s' is used up"]));
        (await machine.QueryAsync("select number, status from trials order by number"))
            .ShouldBe(["0|waiting", "1|waiting"]);
        (await machine.RunAsync("replay", "chain", "--verify")).ShouldExitWith(0);
        (await machine.RunAsync("show", "chain")).ShouldExitWith(0).Output.ShouldMatch("budget left +0.0 s");
        (await machine.RunAsync("enqueue", "chain", "start=1")).ShouldExitWith(1).Errors.ShouldContain(
            "has used up its budget 'time: 15s'; raise that");
        (await machine.RunAsync("extend", "chain", "--time", "15s")).ShouldExitWith(1).Errors.ShouldContain(
            "has the budget 'time: 15s' already");

        program.OpenGate();
        (await machine.RunAsync("extend", "chain", "--time", "1h")).ShouldExitWith(0).Output.ShouldContain(
            "continues, up to 1h in total");
        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");
        (await machine.QueryAsync("select count(*) from trials where status = 'completed'")).ShouldBe([$"{Trials}"]);
        // Only the killed silo cost a restart.
        (await machine.QueryAsync("select distinct restarts from trials order by restarts")).ShouldBe(["0", "1"]);
        (await machine.NumbersAsync("chain")).ShouldBe(await program.UndisturbedAsync(Trials));
        (await machine.RunAsync("replay", "chain", "--verify")).ShouldExitWith(0);
    }
}

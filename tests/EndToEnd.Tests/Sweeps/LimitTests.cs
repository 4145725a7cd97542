using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Postgres;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>A user takes places from a sweep that goes on, and gives them back.</summary>
public sealed class LimitTests(SharedPostgres postgres)
{
    private const int Terminate = 15;
    private const int Trials = 4;
    private const string Running = "select number from trials where status = 'running' order by number";

    [Fact]
    public async Task Limit_TwoOfFour_TheOthersWaitAtNoRestartAndEndWithTheSameNumbers()
    {
        await using var machine = new Machine(await (await postgres.GetAsync()).CreateDatabaseAsync());
        var program = new ChainProgram(machine, mebibytes: 1);
        var silo = await machine.ServeAsync("--cpus", "4");
        (await machine.RunAsync("submit", program.Write(Trials))).ShouldExitWith(0);
        await machine.WaitForAsync(
            $"select distinct trial from trial_curves where step = {ChainProgram.GateEpoch} and metric = 'value'",
            trials => trials.Count == Trials);

        (await machine.RunAsync("limit", "chain", "2")).ShouldExitWith(0).Output.ShouldContain(
            "runs at most 2 trials at a time; those above it save a checkpoint and wait");
        await machine.WaitForAsync(Running, trials => trials.SequenceEqual(["0", "1"]));
        (await machine.QueryAsync("select status from sweeps")).ShouldBe(["running"]);
        (await machine.RunAsync("show", "chain")).ShouldExitWith(0).Output.ShouldContain(
            "its user limited it to 2 at a time");
        (await machine.RunAsync("limit", "chain", "2")).ShouldExitWith(1).Errors.ShouldContain(
            "runs at most 2 trials at a time already");

        // It is limited as well when its silo is another one.
        silo.Signal(Terminate);
        (await silo.WaitForExitAsync()).ShouldExitWith(0);
        await machine.ServeAsync("--cpus", "4");
        await machine.WaitForAsync(Running, trials => trials.Count == 2);
        (await machine.QueryAsync("select limited_to from sweep_progress")).ShouldBe(["2"]);

        (await machine.RunAsync("limit", "chain", "none")).ShouldExitWith(0);
        await machine.WaitForAsync(Running, trials => trials.Count == Trials);
        program.OpenGate();
        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");
        (await machine.QueryAsync("select count(*) from trials where restarts > 0")).ShouldBe(["0"]);
        (await machine.NumbersAsync("chain")).ShouldBe(await program.UndisturbedAsync(Trials));
        (await machine.RunAsync("replay", "chain", "--verify")).ShouldExitWith(0);
        (await machine.RunAsync("limit", "chain", "2")).ShouldExitWith(1).Errors.ShouldContain("has ended");
    }
}

using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Postgres;
using Experiments.Testing.Waits;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>Two silos, one of which is drained in the middle of a sweep.</summary>
public sealed class DrainTests(SharedPostgres postgres)
{
    private const int Terminate = 15;
    private const int Trials = 4;

    [Fact]
    public async Task Drain_OneOfTwoNodes_ItsTrialsGoOnToTheSameNumbersAndItIsUsedAgainOnceUndrained()
    {
        await using var machine = new Machine(await (await postgres.GetAsync()).CreateDatabaseAsync());
        var program = new ChainProgram(machine, mebibytes: 1);
        var (a, _) = (await ServeAsync(machine, "a"), await ServeAsync(machine, "b"));
        (await machine.RunAsync("submit", program.Write(Trials))).ShouldExitWith(0);
        await machine.WaitForAsync(RunningTrials.On("a"), trials => trials.Count == 2);
        await machine.WaitForAsync(RunningTrials.On("b"), trials => trials.Count == 2);
        await machine.WaitForAsync(
            $"select distinct trial from trial_curves where step = {ChainProgram.GateEpoch} and metric = 'value'",
            trials => trials.Count == Trials);

        (await machine.RunAsync("drain", "a")).ShouldExitWith(0).Output.ShouldContain("go on elsewhere");
        await machine.WaitForAsync(RunningTrials.On("a"), trials => trials.Count == 0);
        await machine.WaitForAsync(DrainingOf("a"), rows => rows is ["True"]);
        (await machine.RunAsync("nodes")).ShouldExitWith(0).Output.ShouldContain("drained");
        await Waiting.UntilAsync(
            () => a.Errors.Contains("Node 'a' is drained"), "the line in the log of the node that is drained",
            seen: () => a.Errors);

        // It stays drained when its process is another one.
        a.Signal(Terminate);
        (await a.WaitForExitAsync()).ShouldExitWith(0);
        await ServeAsync(machine, "a");
        await machine.WaitForAsync(DrainingOf("a"), rows => rows is ["True"]);
        (await machine.QueryAsync(RunningTrials.On("a"))).ShouldBeEmpty();

        (await machine.RunAsync("undrain", "a")).ShouldExitWith(0).Output.ShouldContain("takes trials again");
        await machine.WaitForAsync(RunningTrials.On("a"), trials => trials.Count == 2);
        program.OpenGate();
        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");
        (await machine.QueryAsync("select count(*) from trials where restarts > 0")).ShouldBe(["0"]);
        (await machine.NumbersAsync("chain")).ShouldBe(await program.UndisturbedAsync(Trials));
    }

    private static Task<CliProcess> ServeAsync(Machine machine, string node) =>
        machine.ServeAsync("--node", node, "--cpus", "2");

    private static string DrainingOf(string node) =>
        $"select draining from silos where node = '{node}' and left_at is null";
}

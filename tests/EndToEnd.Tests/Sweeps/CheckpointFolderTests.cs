using System.Runtime.Versioning;
using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Postgres;
using Experiments.Testing.Waits;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>The shared folder for large checkpoints is away for a while.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CheckpointFolderTests(SharedPostgres postgres)
{
    private const int Terminate = 15;
    private const string Gone = "Waiting for the store of large checkpoints";
    private const string Back = "No longer waiting for the store of large checkpoints";

    [Theory]
    [InlineData("missing")]
    [InlineData("not mounted")]
    [InlineData("a file")]
    public async Task Folder_IsAwayWhileATrialLoadsAndSaves_IsWaitedForAndChargesNothing(string how)
    {
        await using var machine = new Machine(await DatabaseAsync());
        await WaitsForItAsync(machine, folder => TakeAway(folder, how));
    }

    /// <summary>Runs as a user without privileges, since root may read everything.</summary>
    [Fact]
    public async Task Folder_MayNotBeReadForAWhile_IsWaitedForAndChargesNothing()
    {
        await using var machine = await Machine.OfNobodyAsync(await DatabaseAsync());
        await WaitsForItAsync(machine, folder =>
        {
            var mode = File.GetUnixFileMode(folder);
            File.SetUnixFileMode(folder, UnixFileMode.None);
            return () => File.SetUnixFileMode(folder, mode);
        });
    }

    private static async Task WaitsForItAsync(Machine machine, Func<string, Action> takeAway)
    {
        var folder = machine.FileOf("shared");
        machine.Environment["EXPERIMENTS_CHECKPOINTS"] = folder;
        var program = new ChainProgram(machine, mebibytes: 17);
        var silos = new Dictionary<string, CliProcess>();
        foreach (var node in new[] { "a", "b" }) silos[node] = await machine.ServeAsync("--node", node, "--cpus", "1");
        (await machine.RunAsync("submit", program.Write(trials: 1, "max_restarts: 0"))).ShouldExitWith(0);
        await program.WaitAtGateAsync(1, name => ChainProgram.ReadFolder(folder, name));
        var first = (await machine.QueryAsync("select s.node from trials t join silos s on s.silo = t.node")).Single();
        var second = silos[first == "a" ? "b" : "a"];

        var bringBack = takeAway(folder);
        silos[first].Signal(Terminate);
        (await silos[first].WaitForExitAsync()).ShouldExitWith(0);
        await WaitForLinesAsync(second, Gone, 1);
        bringBack();
        await WaitForLinesAsync(second, Back, 1);
        await machine.WaitForAsync(
            "select text from trial_logs where attempt = 2", rows => rows.Any(text => text.Contains("waits")));

        bringBack = takeAway(folder);
        // A program that ended at once would leave no time to save anything.
        program.OpenGate(toTheEnd: false);
        await WaitForLinesAsync(second, Gone, 2);
        bringBack();
        program.OpenGate();
        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");

        (await machine.QueryAsync("select attempt, restarts from trials")).ShouldBe(["2|0"]);
        (await machine.RunAsync("logs", "chain/0")).ShouldExitWith(0).Output.ShouldStartWith(
            $"from {ChainProgram.GateEpoch}\n");
        Lines(second, Gone).Count().ShouldBe(2, second.Errors);
        Lines(second, Gone).ShouldAllBe(line => line.Contains($"'{folder}'"));
        Lines(second, Back).Count().ShouldBe(2, second.Errors);
        (await machine.NumbersAsync("chain")).ShouldBe(await program.UndisturbedAsync(trials: 1));
    }

    private async Task<string> DatabaseAsync() => await (await postgres.GetAsync()).CreateDatabaseAsync();

    private static Action TakeAway(string folder, string how)
    {
        var away = folder + ".away";
        Directory.Move(folder, away);
        if (how == "a file") File.WriteAllText(folder, "");
        if (how == "not mounted") Directory.CreateDirectory(folder);
        return () =>
        {
            if (how == "a file") File.Delete(folder);
            // Fails if something was written there.
            if (how == "not mounted") Directory.Delete(folder);
            Directory.Move(away, folder);
        };
    }

    private static Task WaitForLinesAsync(CliProcess silo, string text, int count) => Waiting.UntilAsync(
        () => Lines(silo, text).Count() >= count, $"'{text}' for the {count}. time", seen: () => silo.Errors);

    private static IEnumerable<string> Lines(CliProcess silo, string text) =>
        silo.Errors.Split('\n').Where(line => line.Contains(text));
}

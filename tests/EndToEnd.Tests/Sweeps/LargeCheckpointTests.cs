using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Postgres;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>Checkpoints that are too large for PostgreSQL, with and without a shared folder.</summary>
public sealed class LargeCheckpointTests(SharedPostgres postgres)
{
    private const string Network = """
        workload: mlp
        dataset: digits
        method: grid
        metric: {name: val_accuracy, goal: maximize}
        parameters:
          hidden_units: {value: [1600, 1600]}
          train_examples: {value: 64}
          epochs: {value: 1}
        """;

    [Fact]
    public async Task Serve_OnThisMachineOnly_KeepsThemInTheHome()
    {
        await using var machine = await MachineAsync();
        await using var serve = await machine.ServeAsync();

        (await machine.RunAsync("submit", machine.Write("large.yaml", Network), "--watch")).ShouldExitWith(0);

        var file = (await machine.QueryAsync(
            "select file from checkpoints order by step desc limit 1")).ShouldHaveSingleItem();
        File.Exists(Path.Combine(machine.Home, "checkpoints", file)).ShouldBeTrue(file);
        serve.Errors.ShouldNotContain("EXPERIMENTS_CHECKPOINTS");
        (await machine.RunAsync("predict", "large/0", "--index", "0")).ShouldExitWith(0);
        // The home of another machine.
        machine.Environment["EXPERIMENTS_HOME"] = machine.FileOf("other");
        (await machine.RunAsync("predict", "large/0", "--index", "0")).ShouldFailInOneSentence(
            "EXPERIMENTS_CHECKPOINTS");
    }

    [Fact]
    public async Task Serve_ForOtherMachinesWithoutAStore_IsRefused()
    {
        await using var machine = await MachineAsync();
        (await machine.RunAsync(
            "serve", "--silo-port", "0", "--gateway-port", "0", "--http-port", "0", "--listen", ThisMachine.Address()))
            .ShouldFailInOneSentence("EXPERIMENTS_CHECKPOINTS is not set", "or to 'none'");
    }

    [Fact]
    public async Task Serve_ForOtherMachinesWithNone_DoomsATrialThatNeedsOneAndBurnsNoRestart()
    {
        await using var machine = await MachineAsync();
        machine.Environment["EXPERIMENTS_CHECKPOINTS"] = "none";
        await using var serve = await machine.ServeAsync("--listen", ThisMachine.Address());

        await machine.RunAsync("submit", machine.Write("large.yaml", Network));
        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "failed");

        var trial = (await machine.QueryAsync(
            "select status, attempt, restarts, cause from trials")).ShouldHaveSingleItem();
        trial.ShouldStartWith("failed|1|0|");
        trial.ShouldContain("set EXPERIMENTS_CHECKPOINTS to a folder that all nodes share");
    }

    [Fact]
    public async Task Serve_WithoutTheFolderThatTrialsGoOnFrom_IsRefused()
    {
        await using var machine = await MachineAsync();
        machine.Environment["EXPERIMENTS_CHECKPOINTS"] = machine.FileOf("shared");
        var first = await machine.ServeAsync();
        await machine.RunAsync(
            "submit", machine.Write("large.yaml", Network.Replace("epochs: {value: 1}", "epochs: {value: 100000}")));
        await machine.WaitForAsync("select count(*) from checkpoints where file is not null", rows => rows[0] != "0");
        first.Signal(15);
        (await first.WaitForExitAsync()).ShouldExitWith(0);

        machine.Environment.Remove("EXPERIMENTS_CHECKPOINTS");
        (await machine.RunAsync(
            "serve", "--silo-port", "0", "--gateway-port", "0", "--http-port", "0", "--listen", ThisMachine.Address()))
            .ShouldFailInOneSentence("EXPERIMENTS_CHECKPOINTS");
    }

    [Fact]
    public async Task Serve_FolderThatCannotBeWritten_IsRefused()
    {
        await using var machine = await MachineAsync();
        machine.Environment["EXPERIMENTS_CHECKPOINTS"] = "/proc/none";

        (await machine.RunAsync("serve", "--silo-port", "0", "--gateway-port", "0", "--http-port", "0"))
            .ShouldFailInOneSentence("'/proc/none'", "EXPERIMENTS_CHECKPOINTS");
    }

    private async Task<Machine> MachineAsync() => new(await (await postgres.GetAsync()).CreateDatabaseAsync());
}

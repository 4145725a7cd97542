using Experiments.Client.Tests.Support;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Settings;

namespace Experiments.Client.Tests.Commands;

public sealed class SubmitTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Submit_NoCluster_SaysWhatToStart()
    {
        (await _shell.RunAsync("submit", _shell.Write("sweep.yaml", Sweeps.File))).ShouldBe(1);
        _shell.Error.ShouldBe(
            "experiments: no cluster serves this database: start one with 'experiments serve', or use 'experiments "
            + "run' instead of submit\n");
    }

    [Fact]
    public async Task Submit_ClusterOfARun_IsNotUsed()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        await database.BeatAsync("run-1", serves: false);
        (await _shell.RunAsync("submit", _shell.Write("sweep.yaml", Sweeps.File))).ShouldBe(1);
        _shell.Error.ShouldContain("no cluster serves");
    }

    [Fact]
    public async Task Submit_ClusterThatIsGone_IsOneSentenceAndNothingIsStored()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        await database.BeatAsync("experiments", serves: true);
        (await _shell.RunAsync("submit", _shell.Write("sweep.yaml", Sweeps.File))).ShouldBe(1);
        _shell.Error.ShouldStartWith("experiments: cluster 'experiments' cannot be reached at 127.0.0.1:1");
        (await database.Sweeps.ListUnfinishedAsync(
            "experiments", TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("submit")]
    [InlineData("stop")]
    public async Task Call_ClusterOfAnotherProtocol_SaysBothVersionsAndStoresNothing(string verb)
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        await database.BeatAsync("experiments", serves: true, protocol: Protocol.Number + 1);
        if (verb == "stop") await database.SubmitAsync("k3m9x0q2ab", Sweeps.File);
        (await _shell.RunAsync(verb, verb == "stop" ? "k3m9" : _shell.Write("sweep.yaml", Sweeps.File))).ShouldBe(1);
        _shell.Error.ShouldStartWith(
            "experiments: cluster 'experiments' runs experiments 9.9.9, which does not understand this program, "
            + $"{ProductVersion.Name}: use experiments 9.9.9 here");
        _shell.Error.ShouldNotContain("cannot be reached");
    }

    /// <summary>During an upgrade, silos of both versions are live.</summary>
    [Fact]
    public async Task Submit_ClusterWithOneSiloOfThisProtocol_AsksThatOne()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        await database.BeatAsync("experiments", serves: true, silo: "other", protocol: Protocol.Number + 1);
        await database.BeatAsync("experiments", serves: true, silo: "ours");
        (await _shell.RunAsync("submit", _shell.Write("sweep.yaml", Sweeps.File))).ShouldBe(1);
        _shell.Error.ShouldStartWith("experiments: cluster 'experiments' cannot be reached at 127.0.0.1:1:");
    }

    [Fact]
    public async Task Submit_MalformedFile_Is2WithEveryError()
    {
        var file = _shell.Write("sweep.yaml", "method: gird\nworkload: mlp\nmetric: {name: val_accuracy, goal: up}\n");
        (await _shell.RunAsync("submit", file)).ShouldBe(2);
        _shell.Error.ShouldContain($"{file}:1:9: ");
        _shell.Error.ShouldContain($"{file}:3:");
    }

    [Fact]
    public async Task DryRun_Random_ShowsTheFirstTrialsAndSubmitsNothing()
    {
        (await _shell.RunAsync("submit", "--dry-run", _shell.Write("sweep.yaml", Sweeps.File))).ShouldBe(0);
        var lines = _shell.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldBe("digits-optimizers: 6 trials by random, to maximize val_accuracy");
        lines[1].ShouldEndWith(" epochs");
        lines[2].ShouldStartWith("trial 0: optimizer=");
        lines[6].ShouldStartWith("trial 4: ");
        lines[7..].ShouldBe(["…", "nothing was submitted"]);
        File.Exists(Path.Combine(_shell.Home, "experiments.db")).ShouldBeFalse();
    }

    [Fact]
    public async Task DryRun_GridOfTwo_ShowsBoth()
    {
        var grid = "name: two\nworkload: mlp\ndataset: digits\nmethod: grid\nmetric: {name: val_loss}\nparameters: "
            + "{dropout: {values: [0.1, 0.2]}}\n";
        (await _shell.RunAsync("submit", "--dry-run", _shell.Write("sweep.yaml", grid))).ShouldBe(0);
        _shell.Out.ShouldBe(
            "two: 2 trials by grid, to minimize val_loss\n10 epochs\ntrial 0: dropout=0.1\ntrial 1: "
            + "dropout=0.2\nnothing was submitted\n");
    }
}

using Experiments.Client.Tests.Support;
using Experiments.Search.Events;

namespace Experiments.Client.Tests.Commands;

public sealed class EndingTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("stop")]
    [InlineData("cancel")]
    public async Task End_SweepThatHasEnded_SaysSo(string command)
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        var sweep = await database.SubmitAsync("k3m9x0q2ab", Sweeps.File);
        await sweep.HappenAsync(new SearchEvent.CancelRequested());
        (await _shell.RunAsync(command, "k3m9")).ShouldBe(1);
        _shell.Error.ShouldBe(
            "experiments: sweep 'digits-optimizers' (k3m9x0q2ab) has already ended: it was cancelled\n");
    }

    [Fact]
    public async Task End_NoLiveCluster_SaysWhatToDo()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        await database.SubmitAsync("k3m9x0q2ab", Sweeps.File);
        (await _shell.RunAsync("cancel", "k3m9")).ShouldBe(1);
        _shell.Error.ShouldContain("no live cluster runs it: start 'experiments serve'");
    }

    [Fact]
    public async Task End_ClusterThatDoesNotAnswer_IsOneSentence()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        await database.BeatAsync("run-1", serves: false);
        await database.SubmitAsync("k3m9x0q2ab", Sweeps.File, "run-1");
        (await _shell.RunAsync("stop", "k3m9")).ShouldBe(1);
        _shell.Error.ShouldStartWith("experiments: cluster 'run-1' cannot be reached at 127.0.0.1:1");
    }
}

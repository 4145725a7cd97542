using Experiments.Client.Tests.Support;
using Experiments.Search.Events;

namespace Experiments.Client.Tests.Commands;

public sealed class RetryTests : IDisposable
{
    private readonly TestShell _shell = new(width: 1_000);

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Replay_SweepWithARetriedTrial_IsVerifiedAndToldInWords()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        var sweep = await database.SubmitAsync("k3m9x0q2ab", Sweeps.File);
        await sweep.StartAsync(6);
        var failed = sweep.State.Running[0].Assignment;
        await sweep.EndAsync(0, new AttemptOutcome.Diverged("the loss is NaN"));
        for (var trial = 1; trial < 6; trial++) await sweep.CompleteAsync(trial, 0.5);
        sweep.State.IsFinal.ShouldBeTrue();
        await sweep.HappenAsync(new SearchEvent.RetryRequested(0, 1, failed));
        await sweep.StartAsync(1);
        await sweep.CompleteAsync(0, 0.75);

        (await _shell.RunAsync("replay", "k3m9", "--verify")).ShouldBe(0);
        _shell.TakeOut();
        (await _shell.RunAsync("replay", "k3m9")).ShouldBe(0);
        _shell.Out.ShouldContain("somebody asked to try trial 0 again, which had failed");
        _shell.Out.ShouldContain("trial 0 will be tried again, with all its restarts");
        _shell.Out.ShouldContain("failed trials are tried again");
        (await _shell.RunAsync("trials", "k3m9", "--status", "failed", "--format", "json")).ShouldBe(0);
        _shell.Out.ShouldEndWith("[]\n");
    }

    [Fact]
    public async Task Retry_TrialsAndFailed_IsWrongUsage()
    {
        (await _shell.RunAsync("retry", "k3m9", "3", "--failed")).ShouldBe(2);
        _shell.Error.ShouldContain("name trials or write --failed, not both");
    }

    [Fact]
    public async Task Retry_NoLiveCluster_SaysWhatToDo()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        await database.SubmitAsync("k3m9x0q2ab", Sweeps.File);
        (await _shell.RunAsync("retry", "k3m9")).ShouldBe(1);
        _shell.Error.ShouldContain("no live cluster runs it: start 'experiments serve'");
    }
}

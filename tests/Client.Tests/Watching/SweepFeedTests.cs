using Experiments.Client.Connecting;
using Experiments.Client.Sources;
using Experiments.Client.Tests.Support;
using Experiments.Client.Watching;
using Experiments.Search.Events;
using Experiments.Search.States;

namespace Experiments.Client.Tests.Watching;

public sealed class SweepFeedTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Read_TrialsThatEndOutOfOrder_AreToldOnceEach()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var seeded = await SeededDatabase.CreateAsync(_shell.Home);
        var sweep = await seeded.SubmitAsync("feed", Sweeps.File);
        await using var database = await SweepDatabase.OpenAsync(_shell.Shell, cancel);
        var feed = new SweepFeed(
            new DatabaseSweeps(database), await database.FindAsync("feed", cancel),
            _ => Task.FromResult<string?>(null));

        (await feed.ReadAsync(cancel)).Summary.Status.ShouldBe(SweepStatus.Preparing);
        await sweep.StartAsync(3);
        await sweep.ReportAsync(0, 4, ("val_accuracy", 0.4));
        await sweep.CompleteAsync(2, 0.7);
        var first = await feed.ReadAsync(cancel);
        first.JustEnded.Select(trial => trial.Number).ShouldBe([2]);
        first.Unfinished.Select(trial => (trial.Number, trial.Step)).ShouldBe([(0, 4L), (1, null)]);
        first.Best!.Number.ShouldBe(2);

        (await feed.ReadAsync(cancel)).JustEnded.ShouldBeEmpty();
        await sweep.CompleteAsync(0, 0.6);
        await sweep.EndAsync(1, new AttemptOutcome.Failed("node lost"));
        var second = await feed.ReadAsync(cancel);
        second.JustEnded.Select(trial => trial.Number).ShouldBe([0]);
        second.Unfinished.ShouldHaveSingleItem().Status.ShouldBe(TrialStatus.Waiting);

        for (var slot = 0; slot < 4; slot++) await sweep.BeginAsync();
        foreach (var trial in sweep.State.Running.Keys) await sweep.CompleteAsync(trial, 0.1);
        var last = await feed.ReadAsync(cancel);
        last.IsFinal.ShouldBeTrue();
        last.JustEnded.Select(trial => trial.Number).ShouldBe([1, 3, 4, 5], ignoreOrder: true);
        last.Unfinished.ShouldBeEmpty();
    }
}

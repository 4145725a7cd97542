using Experiments.Client.Tests.Support;
using Experiments.Search.Events;
using Experiments.Testing.Waits;

namespace Experiments.Client.Tests.Commands;

public sealed class WatchingTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Watch_CompletedSweep_TellsAllAndTheBest()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        var sweep = await database.SubmitAsync("k3m9x0q2ab", Sweeps.File);
        await sweep.StartAsync(6);
        for (var trial = 0; trial < 6; trial++)
        {
            await sweep.ReportAsync(trial, 10, ("val_accuracy", trial / 10.0), ("test_accuracy", 0.25));
            await sweep.CompleteAsync(trial, trial / 10.0);
        }

        (await _shell.RunAsync("watch", "digits-optimizers")).ShouldBe(0);
        var lines = _shell.Out.Split('\n').Select(line => line.TrimEnd()).ToList();
        lines.Count(line => line.StartsWith("trial ", StringComparison.Ordinal)).ShouldBe(6);
        lines.ShouldContain("best of digits-optimizers (k3m9x0q2ab): trial 5");
        lines.ShouldContain("  val_accuracy   0.5");
        lines.ShouldContain("  test_accuracy  0.25");
        lines.ShouldContain("  batch_size     64");
        lines.ShouldContain("next: experiments best digits-optimizers, experiments trials digits-optimizers");
        _shell.Out.ShouldNotContain("\e");
    }

    [Fact]
    public async Task Watch_NarrowTerminal_BreaksNoWord()
    {
        using var narrow = new TestShell(width: 40, terminal: true);
        await using var database = await SeededDatabase.CreateAsync(narrow.Home);
        var sweep = await database.SubmitAsync("k3m9x0q2ab", Sweeps.File);
        await sweep.StartAsync(6);
        await sweep.ReportAsync(5, 10, ("val_accuracy", 0.5), ("test_accuracy", 0.25));
        await sweep.EndAsync(0, new AttemptOutcome.Diverged("diverged at step 1: train_loss is not a finite number"));
        for (var trial = 1; trial < 6; trial++) await sweep.CompleteAsync(trial, trial / 10.0);

        (await narrow.RunAsync("watch", "k3m9")).ShouldBe(0);
        var lines = narrow.Out.Split('\n').Select(line => line.TrimEnd()).ToList();
        lines.ShouldAllBe(line => line.Length <= 40);
        string.Join('\n', lines).ShouldContain(
            """
            trial 0 failed: diverged at step 1:
            train_loss is not a finite number
            """);
        string.Join(' ', lines).ShouldContain(
            "next: experiments best digits-optimizers, experiments trials digits-optimizers");
    }

    [Fact]
    public async Task Watch_SweepWithoutACompletedTrial_IsAFailure()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        var sweep = await database.SubmitAsync("k3m9x0q2ab", Sweeps.File);
        await sweep.HappenAsync(new SearchEvent.PreparationFailed("digits: no room"));
        (await _shell.RunAsync("watch", "k3m9x0q2ab")).ShouldBe(1);
        _shell.Error.ShouldBe("experiments: sweep 'digits-optimizers' (k3m9x0q2ab) has failed: digits: no room\n");
    }

    [Fact]
    public async Task Watch_LastNodeDies_SaysThatTheSweepWaitsAndGoesOnWatching()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        await database.BeatAsync("experiments", serves: true);
        var sweep = await database.SubmitAsync("k3m9x0q2ab", Sweeps.File);
        await sweep.StartAsync(6);
        var watch = _shell.RunAsync("watch", "k3m9");
        await SaysAsync("is running");
        await database.SilenceAsync("node-1");
        await SaysAsync("is waiting for a node");
        await SaysAsync("trial 0 lost attempt 1 and waits for the next");
        await database.BeatAsync("experiments", serves: true);
        for (var trial = 0; trial < 6; trial++) await sweep.CompleteAsync(trial, trial / 10.0);
        (await watch.Within("'watch' to end")).ShouldBe(0);
        _shell.Out.ShouldContain("best of digits-optimizers (k3m9x0q2ab): trial 5");
    }

    private Task SaysAsync(string text) => Waiting.UntilAsync(
        () => _shell.Out.Contains(text, StringComparison.Ordinal), $"'watch' to say '{text}'", seen: () => _shell.Out);

    [Fact]
    public async Task Watch_Interrupted_LeavesTheSweepRunning()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        await database.BeatAsync("experiments", serves: true);
        var sweep = await database.SubmitAsync("k3m9x0q2ab", Sweeps.File);
        await sweep.StartAsync(1);
        var watch = _shell.RunAsync("watch", "k3m9");
        await SaysAsync("is running");
        _shell.Shell.Interruption.Raise();
        (await watch.Within("'watch' to end")).ShouldBe(130);
        _shell.Error.ShouldBe(
            "interrupted: sweep 'digits-optimizers' continues; 'experiments watch k3m9x0q2ab' follows it again\n");
    }
}

using System.Text;
using System.Text.Json;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Grains.Sweeps;
using Experiments.Grains.Tests.Support;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.States;
using Experiments.Testing.Builders;
using Experiments.Testing.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Experiments.Grains.Tests.Sweeps;

public sealed class SnapshotTests
{
    private readonly InMemoryHarness _storage = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Load_SnapshotAndStepsAfterIt_IsTheStateOfTheWholeLog()
    {
        var sweep = await TrainedAsync(trials: 40);
        var log = await _storage.Sweeps.ReadLogAsync(sweep.Key, Cancel).ToListAsync(Cancel);
        var whole = await SweepHistory.LoadAsync(_storage.Sweeps, sweep, Cancel);
        whole.SnapshotSeq.ShouldBe(0);
        foreach (var seq in new[] { 1, 17, log.Count })
        {
            var state = SearchCore.Replay(sweep.Spec.Search, log.Take(seq));
            await _storage.Sweeps.SaveSnapshotAsync(SweepHistory.Snapshot(sweep, state, seq), Cancel);
            var loaded = await SweepHistory.LoadAsync(_storage.Sweeps, sweep, Cancel);
            (loaded.LastSeq, loaded.SnapshotSeq).ShouldBe((log.Count, seq));
            Json(loaded.State).ShouldBe(Json(whole.State));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"status\": \"no such status\" }")]
    [InlineData("null")]
    [InlineData("[1, 2]")]
    public async Task Load_SnapshotThatIsNone_ReadsTheLog(string text)
    {
        var sweep = await TrainedAsync(trials: 3);
        await _storage.Sweeps.SaveSnapshotAsync(
            new SweepSnapshot(sweep.Key, 2, SearchJson.StateVersion, Encoding.UTF8.GetBytes(text)), Cancel);
        await ShouldReadTheLogAsync(sweep);
    }

    [Fact]
    public async Task Load_SnapshotOfAnotherVersionOrDamaged_ReadsTheLog()
    {
        var sweep = await TrainedAsync(trials: 3);
        var snapshot = SweepHistory.Snapshot(sweep, SearchCore.Begin(sweep.Spec.Search), 2);
        await _storage.Sweeps.SaveSnapshotAsync(snapshot with { Version = SearchJson.StateVersion + 1 }, Cancel);
        await ShouldReadTheLogAsync(sweep);
        await _storage.Sweeps.SaveSnapshotAsync(snapshot, Cancel);
        await _storage.DamageSnapshotAsync(sweep.Key);
        await ShouldReadTheLogAsync(sweep);
    }

    [Fact]
    public async Task Committed_EachThousandSteps_WritesTheState()
    {
        var sweep = await TrainedAsync(trials: 3);
        var writer = new SnapshotWriter(sweep, 0, _storage.Sweeps, NullLogger.Instance);
        var state = SearchCore.Begin(sweep.Spec.Search);
        writer.Committed(state, SnapshotWriter.Fewest - 1);
        await writer.Writing;
        (await LoadAsync(sweep)).ShouldBeNull();
        foreach (var (seq, kept) in new[] { (1_000, 1_000), (1_999, 1_000), (2_400, 2_400), (3_399, 2_400),
            (3_400, 3_400) })
        {
            writer.Committed(state, seq);
            await writer.Writing;
            (await LoadAsync(sweep))!.Seq.ShouldBe(kept);
        }
    }

    [Fact]
    public async Task Committed_StateOfManyThings_WaitsForOneInFortyAsManySteps()
    {
        var sweep = await TrainedAsync(trials: 3);
        var writer = new SnapshotWriter(sweep, 0, _storage.Sweeps, NullLogger.Instance);
        var large = SearchCore.Begin(
            sweep.Spec.Search) with
        { Queue = [.. Enumerable.Repeat(SweepSteps.Assign(0.1), 80_000)] };
        writer.Committed(large, 1_999);
        await writer.Writing;
        (await LoadAsync(sweep)).ShouldBeNull();
        writer.Committed(large, 2_000);
        await writer.Writing;
        (await LoadAsync(sweep))!.Seq.ShouldBe(2_000);
    }

    [Fact]
    public Task Pump_ManyCommits_KeepsASnapshotThatAnActivationGoesOnFrom() => Serial.RunAsync(async () =>
    {
        var harness = new PumpHarness(trials: 2_000);
        var writer = new SnapshotWriter(harness.Sweep, 0, harness, NullLogger.Instance);
        harness.Pump.Committed += steps => writer.Committed(harness.Pump.State, steps[^1].Seq);
        await harness.Pump.TellAsync(new SearchEvent.Prepared());
        for (var round = 0; round < 3; round++)
            await Task.WhenAll(
                Enumerable.Range(0, 500).Select(_ => harness.Pump.TellAsync(new SearchEvent.SlotOffered("node-1"))));
        await writer.Writing;
        var loaded = await SweepHistory.LoadAsync(harness, harness.Sweep, Cancel);
        (loaded.LastSeq, loaded.SnapshotSeq).ShouldBe((1_501, 1_001));
        Json(loaded.State).ShouldBe(Json(harness.Pump.State));
    });

    private Task<SweepSnapshot?> LoadAsync(StoredSweep sweep) =>
        _storage.Sweeps.LoadSnapshotAsync(sweep.Key, SearchJson.StateVersion, Cancel);

    private async Task ShouldReadTheLogAsync(StoredSweep sweep)
    {
        var loaded = await SweepHistory.LoadAsync(_storage.Sweeps, sweep, Cancel);
        loaded.SnapshotSeq.ShouldBe(0);
        loaded.State.NextTrial.ShouldBe(3);
    }

    /// <summary>A sweep whose trials have begun, and every second of which has ended.</summary>
    private async Task<StoredSweep> TrainedAsync(int trials)
    {
        var spec = Specs.Of(100);
        var sweep = await _storage.Sweeps.CreateAsync(new NewSweep("sweep", spec, "cluster"), Cancel);
        var (state, seq) = (SearchCore.Begin(spec.Search), 0);
        await TellAsync(new SearchEvent.Prepared());
        for (var trial = 0; trial < trials; trial++)
        {
            await TellAsync(new SearchEvent.SlotOffered("node-1"));
            if (trial % 2 == 0)
                await TellAsync(new SearchEvent.AttemptEnded(trial, 1, new AttemptOutcome.Completed(trial / 7.0)));
        }

        return sweep;

        async Task TellAsync(SearchEvent happened)
        {
            (state, var actions) = SearchCore.Apply(spec.Search, state, happened);
            await _storage.Sweeps.CommitAsync(
                new SweepCommit(sweep.Key, [new SearchStep(++seq, happened, actions)]), Cancel);
        }
    }

    private static string Json(SearchState state) => JsonSerializer.Serialize(state, SearchJson.Options);
}

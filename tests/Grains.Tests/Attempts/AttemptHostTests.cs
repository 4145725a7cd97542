using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Grains.Attempts;
using Experiments.Grains.Tests.Support;
using Experiments.Search.Specs;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Grains.Tests.Attempts;

public sealed class AttemptHostTests : IMetricSink, ICheckpointStore
{
    private readonly Queue<TaskCompletionSource<bool>> _receipts = new();
    private readonly List<Checkpoint> _saved = [];
    private readonly List<MetricPoint> _shown = [];
    private readonly Attempt _attempt = NodeStub.Start();
    private readonly AttemptHost _host;
    private bool _savingIsRefused;
    private bool _looked;

    public AttemptHostTests()
    {
        var meters = new AttemptMeters(
            new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
        _attempt.Apply(new AttemptEvent.Started());
        _host = new AttemptHost(
            _attempt, new TrialId(1, 0), "acc", null, null,
            new RungWatch([], "acc", Goal.Maximize, new RungClock.Step()),
            _ => throw new InvalidOperationException("there are no rungs"), this, this,
            points => _shown.AddRange(points), meters, null, TimeProvider.System);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Report_NothingRefusedYet_Continues()
    {
        (await ReportAsync(1)).ShouldBe(TrialSignal.Continue);
        (await ReportAsync(2)).ShouldBe(TrialSignal.Continue);
        _shown.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Report_EarlierBatchWasRefused_StopsAndShowsNothingMore()
    {
        await ReportAsync(1);
        _receipts.Dequeue().SetResult(false);
        (await ReportAsync(2)).ShouldBe(TrialSignal.Stop);
        _attempt.State.IsSuperseded.ShouldBeTrue();
        _shown.Count.ShouldBe(1);
    }

    [Fact]
    public async Task SaveCheckpoint_MetricsNotCommitted_WaitsForThem()
    {
        await ReportAsync(1);
        await ReportAsync(2);
        var saving = _host.SaveCheckpointAsync(2, Array.Empty<byte>(), Cancel);
        _receipts.Dequeue().SetResult(true);
        saving.IsCompleted.ShouldBeFalse();
        _saved.ShouldBeEmpty();
        _receipts.Dequeue().SetResult(true);
        await saving;
        _saved.Single().Step.ShouldBe(2);
    }

    [Fact]
    public async Task SaveCheckpoint_MetricsRefused_SavesNothingAndStops()
    {
        await ReportAsync(1);
        _receipts.Dequeue().SetResult(false);
        (await _host.SaveCheckpointAsync(1, Array.Empty<byte>(), Cancel)).ShouldBe(TrialSignal.Stop);
        _saved.ShouldBeEmpty();
        _attempt.State.IsSuperseded.ShouldBeTrue();
    }

    [Fact]
    public async Task SaveCheckpoint_Refused_Stops()
    {
        _savingIsRefused = true;
        (await _host.SaveCheckpointAsync(1, Array.Empty<byte>(), Cancel)).ShouldBe(TrialSignal.Stop);
        _attempt.State.IsSuperseded.ShouldBeTrue();
    }

    [Fact]
    public async Task SaveCheckpoint_GivenUpWhileWaiting_LeavesTheBatchToBeWaitedFor()
    {
        await ReportAsync(1);
        await Should.ThrowAsync<OperationCanceledException>(
            _host.SaveCheckpointAsync(1, Array.Empty<byte>(), new CancellationToken(true)));
        _attempt.State.ShouldBe(new AttemptState(AttemptPhase.Training));
        var flushing = _host.FlushAsync(Cancel);
        flushing.IsCompleted.ShouldBeFalse();
        _receipts.Dequeue().SetResult(false);
        await flushing;
        _attempt.State.IsSuperseded.ShouldBeTrue();
    }

    [Fact]
    public async Task Report_ToldToStopBefore_Throws()
    {
        _attempt.Apply(new AttemptEvent.Superseded());
        (await ReportAsync(1)).ShouldBe(TrialSignal.Stop);
        await Should.ThrowAsync<OperationCanceledException>(async () => await ReportAsync(2));
        await Should.ThrowAsync<OperationCanceledException>(_host.SaveCheckpointAsync(2, Array.Empty<byte>(), Cancel));
        (_receipts.Count, _saved.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Start_FirstAttempt_LooksForNoCheckpoint()
    {
        (await _host.StartAsync(Cancel)).ShouldBeNull();
        _looked.ShouldBeFalse();
    }

    [Fact]
    public async Task Objective_Reported_IsItsLatestValue()
    {
        await ReportAsync(1, 0.25);
        await ReportAsync(2, 0.5);
        await _host.ReportAsync([new MetricPoint("loss", 3, 9)], Cancel);
        (await _host.ObjectiveAsync()).ShouldBe(0.5);
    }

    [Fact]
    public async Task Objective_NotReportedByThisAttempt_IsTheOneBefore() =>
        (await _host.ObjectiveAsync()).ShouldBe(0.125);

    ValueTask<Task<bool>> IMetricSink.WriteAsync(MetricBatch batch, CancellationToken cancel)
    {
        var receipt = new TaskCompletionSource<bool>();
        _receipts.Enqueue(receipt);
        return new(receipt.Task);
    }

    Task<bool> ICheckpointStore.SaveAsync(Checkpoint checkpoint, CancellationToken cancel)
    {
        if (!_savingIsRefused) _saved.Add(checkpoint);
        return Task.FromResult(!_savingIsRefused);
    }

    Task<Checkpoint?> ICheckpointStore.LoadLatestAsync(TrialId trial, CancellationToken cancel)
    {
        _looked = true;
        return Task.FromResult<Checkpoint?>(null);
    }

    Task<MetricPoint?> ICheckpointStore.LoadMetricAsync(TrialId trial, string metric, CancellationToken cancel) =>
        Task.FromResult<MetricPoint?>(metric == "acc" ? new(metric, 3, 0.125) : null);

    Task<MetricSummary> ICheckpointStore.SummarizeMetricAsync(
        TrialId trial, string metric, long step, CancellationToken cancel) =>
        throw new NotSupportedException();

    private ValueTask<TrialSignal> ReportAsync(long step, double value = 0) =>
        _host.ReportAsync(ImmutableArray.Create(new MetricPoint("acc", step, value)), Cancel);
}

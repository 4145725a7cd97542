using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Grains.Trials;
using Experiments.Search.Specs;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Grains.Tests.Trials;

public sealed class AttemptHostTests : IMetricSink, ICheckpointStore
{
    private readonly Queue<TaskCompletionSource<bool>> _receipts = new();
    private readonly List<Checkpoint> _saved = [];
    private readonly List<MetricPoint> _shown = [];
    private readonly AttemptHost _host;
    private bool _savingIsRefused;

    public AttemptHostTests()
    {
        var meters = new AttemptMeters(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
        _host = new AttemptHost(
            new TrialId(1, 0), 1, "acc", new RungWatch([], "acc", Goal.Maximize, new RungClock.Step()),
            _ => throw new InvalidOperationException("there are no rungs"), this, this, points => _shown.AddRange(points), meters, null, TimeProvider.System);
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
        _host.Fenced.ShouldBeTrue();
        _shown.Count.ShouldBe(1);
    }

    [Fact]
    public async Task SaveCheckpoint_MetricsNotCommitted_WaitsForThem()
    {
        await ReportAsync(1);
        await ReportAsync(2);
        var saving = _host.SaveCheckpointAsync(2, default, Cancel);
        _receipts.Dequeue().SetResult(true);
        saving.IsCompleted.ShouldBeFalse();
        _saved.ShouldBeEmpty();
        _receipts.Dequeue().SetResult(true);
        await saving;
        _saved.Single().Step.ShouldBe(2);
    }

    [Fact]
    public async Task SaveCheckpoint_MetricsRefused_SavesNothingAndEnds()
    {
        await ReportAsync(1);
        _receipts.Dequeue().SetResult(false);
        await Should.ThrowAsync<OperationCanceledException>(_host.SaveCheckpointAsync(1, default, Cancel));
        _saved.ShouldBeEmpty();
        _host.Fenced.ShouldBeTrue();
    }

    [Fact]
    public async Task SaveCheckpoint_Refused_Ends()
    {
        _savingIsRefused = true;
        await Should.ThrowAsync<OperationCanceledException>(_host.SaveCheckpointAsync(1, default, Cancel));
        _host.Fenced.ShouldBeTrue();
    }

    [Fact]
    public async Task SaveCheckpoint_GivenUpWhileWaiting_LeavesTheBatchToBeWaitedFor()
    {
        await ReportAsync(1);
        await Should.ThrowAsync<OperationCanceledException>(_host.SaveCheckpointAsync(1, default, new CancellationToken(true)));
        _host.Fenced.ShouldBeFalse();
        var flushing = _host.FlushAsync(Cancel);
        flushing.IsCompleted.ShouldBeFalse();
        _receipts.Dequeue().SetResult(false);
        await flushing;
        _host.Fenced.ShouldBeTrue();
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
    public async Task Objective_NotReportedByThisAttempt_IsTheOneBefore() => (await _host.ObjectiveAsync()).ShouldBe(0.125);

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

    Task<Checkpoint?> ICheckpointStore.LoadLatestAsync(TrialId trial, CancellationToken cancel) => Task.FromResult<Checkpoint?>(null);

    Task<MetricPoint?> ICheckpointStore.LoadMetricAsync(TrialId trial, string metric, CancellationToken cancel) =>
        Task.FromResult<MetricPoint?>(metric == "acc" ? new(metric, 3, 0.125) : null);

    Task<MetricSummary> ICheckpointStore.SummarizeMetricAsync(TrialId trial, string metric, long step, CancellationToken cancel) =>
        throw new NotSupportedException();

    private ValueTask<TrialSignal> ReportAsync(long step, double value = 0) =>
        _host.ReportAsync(ImmutableArray.Create(new MetricPoint("acc", step, value)), Cancel);
}

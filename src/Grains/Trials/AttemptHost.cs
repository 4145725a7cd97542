using System.Collections.Immutable;
using System.Diagnostics;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Tracing;

namespace Experiments.Grains.Trials;

/// <summary>
/// Takes what one attempt reports to where it is kept. Called from the trainer's thread, one call at a time. Once a batch
/// or a checkpoint is refused, a newer attempt has begun somewhere: this one is then told to stop and leaves no trace.
/// </summary>
internal sealed class AttemptHost(
    TrialId trial,
    int attempt,
    string objective,
    IMetricSink sink,
    ICheckpointStore checkpoints,
    Action<ImmutableArray<MetricPoint>> show,
    AttemptMeters meters,
    Activity? span,
    TimeProvider time) : ITrialHost
{
    private readonly Queue<Task<bool>> _receipts = new();
    private double? _objective;

    /// <summary>Whether a newer attempt has begun.</summary>
    public bool Fenced { get; private set; }

    public async ValueTask<TrialSignal> ReportAsync(ImmutableArray<MetricPoint> points, CancellationToken cancel)
    {
        foreach (var point in points)
            if (point.Metric == objective) _objective = point.Value;
        _receipts.Enqueue(await sink.WriteAsync(new MetricBatch(trial, attempt, time.GetUtcNow(), points), cancel));
        while (_receipts.TryPeek(out var receipt) && receipt.IsCompleted) await SettleAsync(receipt);
        if (!Fenced) show(points);
        return Fenced ? TrialSignal.Stop : TrialSignal.Continue;
    }

    public async Task SaveCheckpointAsync(long step, ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        using var saving = SweepTrace.Start("checkpoint", span)?.SetTag("experiments.step", step);
        await FlushAsync(cancel);
        if (!Fenced) Fenced = !await checkpoints.SaveAsync(new Checkpoint(trial, attempt, step, data), cancel);
        if (Fenced) throw new OperationCanceledException("A newer attempt of this trial has begun.");
        meters.Saved(data.Length, time.GetElapsedTime(began));
    }

    /// <summary>A first attempt has none, and does not ask.</summary>
    public Task<Checkpoint?> LoadCheckpointAsync(CancellationToken cancel) =>
        attempt == 1 ? Task.FromResult<Checkpoint?>(null) : checkpoints.LoadLatestAsync(trial, cancel);

    /// <summary>Completes when all that was reported is committed or refused.</summary>
    public async Task FlushAsync(CancellationToken cancel)
    {
        while (_receipts.TryPeek(out var receipt)) await SettleAsync(receipt.WaitAsync(cancel));
    }

    /// <summary>
    /// The latest value of the objective, or null where none was ever reported. An attempt that goes on from the trial's
    /// last checkpoint may have nothing more to report; the value is then an earlier attempt's.
    /// </summary>
    public async Task<double?> ObjectiveAsync() =>
        _objective ?? await checkpoints.LoadMetricAsync(trial, objective, CancellationToken.None);

    private async Task SettleAsync(Task<bool> receipt)
    {
        Fenced |= !await receipt;
        _ = _receipts.Dequeue();
    }
}

using System.Collections.Immutable;
using System.Diagnostics;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Grains.Rungs;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Tracing;

namespace Experiments.Grains.Trials;

/// <summary>
/// Takes what one attempt reports to where it is kept. Called from the trainer's thread, one call at a time. Once a batch
/// or a checkpoint is refused, a newer attempt has begun somewhere: this one is then told to stop and leaves no trace. At a rung
/// it asks its sweep, once the checkpoint there is kept, or at the next report where there is none; nothing else waits for the
/// sweep.
/// </summary>
internal sealed class AttemptHost(
    TrialId trial,
    int attempt,
    string objective,
    RungWatch rungs,
    Func<RungReport, Task<RungAnswer>> ask,
    IMetricSink sink,
    ICheckpointStore checkpoints,
    Action<ImmutableArray<MetricPoint>> show,
    AttemptMeters meters,
    Activity? span,
    TimeProvider time) : ITrialHost
{
    private const int MostNames = 100;

    private readonly Queue<Task<bool>> _receipts = new();
    private readonly HashSet<string> _reported = [];
    private double? _objective;

    /// <summary>Whether a newer attempt has begun.</summary>
    public bool Fenced { get; private set; }

    /// <summary>What the sweep said last: whether the attempt may go on.</summary>
    public RungAnswer Answer { get; private set; } = RungAnswer.Continue;

    /// <summary>Names of the metrics that were reported before the objective first was, or the first hundred of them.</summary>
    public IReadOnlyCollection<string> Reported => _reported;

    /// <summary>Whether nothing more is wanted of the attempt.</summary>
    public bool IsDismissed => Fenced || Answer != RungAnswer.Continue;

    public async ValueTask<TrialSignal> ReportAsync(ImmutableArray<MetricPoint> points, CancellationToken cancel)
    {
        await AskAsync(cancel);
        if (IsDismissed) return TrialSignal.Stop;
        foreach (var point in points)
            if (point.Metric == objective) _objective = point.Value;
        if (_objective is null && _reported.Count < MostNames) _reported.UnionWith(points.Select(point => point.Metric));
        _receipts.Enqueue(await sink.WriteAsync(new MetricBatch(trial, attempt, time.GetUtcNow(), points), cancel));
        while (_receipts.TryPeek(out var receipt) && receipt.IsCompleted) await SettleAsync(receipt);
        if (Fenced) return TrialSignal.Stop;
        show(points);
        return rungs.See(points) ? TrialSignal.Checkpoint : TrialSignal.Continue;
    }

    public async Task SaveCheckpointAsync(long step, ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        using var saving = SweepTrace.Start("checkpoint", span)?.SetTag("experiments.step", step);
        await FlushAsync(cancel);
        if (!Fenced) Fenced = !await checkpoints.SaveAsync(new Checkpoint(trial, attempt, step, data), cancel);
        if (!Fenced) meters.Saved(data.Length, time.GetElapsedTime(began));
        await AskAsync(cancel);
        ThrowIfDismissed();
    }

    /// <summary>
    /// A first attempt has none, and does not look. Where the one before came to a rung, saved its checkpoint there and was lost
    /// before the sweep had heard, the sweep hears it now.
    /// </summary>
    public async Task<Checkpoint?> LoadCheckpointAsync(CancellationToken cancel)
    {
        if (attempt == 1) return null;
        var checkpoint = await checkpoints.LoadLatestAsync(trial, cancel);
        if (checkpoint is null || rungs.IsDone || !await ResumeAsync(checkpoint.Step, cancel)) return checkpoint;
        await AskAsync(cancel);
        ThrowIfDismissed();
        return checkpoint;
    }

    /// <summary>Completes when all that was reported is committed or refused.</summary>
    public async Task FlushAsync(CancellationToken cancel)
    {
        while (_receipts.TryPeek(out var receipt)) await SettleAsync(receipt.WaitAsync(cancel));
    }

    /// <summary>
    /// The latest value of the objective, or null where none was ever reported. An attempt that goes on from the trial's
    /// last checkpoint may have nothing more to report; the value is then an earlier attempt's. NaN, which never ranks, in a
    /// sweep without an objective.
    /// </summary>
    public async Task<double?> ObjectiveAsync() =>
        objective.Length == 0 ? double.NaN : _objective ?? (await checkpoints.LoadMetricAsync(trial, objective, CancellationToken.None))?.Value;

    /// <summary>Tells the sweep of the rung that the trial is at, if it is at one, once all its numbers are committed.</summary>
    private async Task AskAsync(CancellationToken cancel)
    {
        if (rungs.Reached is not var (at, value, best)) return;
        await FlushAsync(cancel);
        if (Fenced) return;
        Answer = await ask(
            new RungReport { Trial = trial.Number, Attempt = attempt, Step = at, Objective = value, Best = best });
        rungs.Pass();
    }

    /// <summary>Takes in what was reported until a checkpoint; says whether the trial is at a rung there.</summary>
    private async Task<bool> ResumeAsync(long checkpointed, CancellationToken cancel) => rungs.Counts
        ? rungs.Resume(await checkpoints.SummarizeMetricAsync(trial, objective, checkpointed, cancel))
        : rungs.See(await LastReportAsync(checkpointed, cancel));

    /// <summary>What was reported last before a checkpoint, as far as rungs need it; nothing where it does not belong together.</summary>
    private async Task<ImmutableArray<MetricPoint>> LastReportAsync(long checkpointed, CancellationToken cancel)
    {
        var points = ImmutableArray.CreateBuilder<MetricPoint>();
        foreach (var metric in rungs.Metrics)
        {
            if (await checkpoints.LoadMetricAsync(trial, metric, cancel) is not { } point || point.Step > checkpointed) return [];
            points.Add(point);
        }

        return points.Select(point => point.Step).Distinct().Count() == 1 ? points.ToImmutable() : [];
    }

    private void ThrowIfDismissed()
    {
        if (!IsDismissed) return;
        throw new OperationCanceledException(Fenced ? "A newer attempt of this trial has begun." : "The trial goes no further now.");
    }

    private async Task SettleAsync(Task<bool> receipt)
    {
        Fenced |= !await receipt;
        _ = _receipts.Dequeue();
    }
}

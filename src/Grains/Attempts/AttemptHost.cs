using System.Collections.Immutable;
using System.Diagnostics;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Grains.Rungs;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Tracing;

namespace Experiments.Grains.Attempts;

/// <summary>
/// Takes what an attempt reports to where it is kept, and says what its trainer is to do then. Called from the
/// trainer's thread, one call at a time. Once a batch or a checkpoint is refused, a newer attempt has begun somewhere:
/// this one is then told to stop and leaves no trace. At a rung it asks its sweep, once the checkpoint there is kept,
/// or at the next report if none was saved; nothing else waits for the sweep.
/// </summary>
internal sealed class AttemptHost(
    Attempt attempt,
    TrialId trial,
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
    private bool _toldToStop;

    /// <summary>
    /// Names of the metrics that were reported before the objective first was, or the first hundred of them.
    /// </summary>
    public IReadOnlyCollection<string> Reported => _reported;

    /// <summary>
    /// Loads the checkpoint to resume from; a first attempt has none, and does not look. Where the attempt before
    /// reached a rung, saved its checkpoint there and was lost before the sweep was asked, the sweep is asked now.
    /// </summary>
    public async Task<Checkpoint?> StartAsync(CancellationToken cancel)
    {
        var checkpoint = attempt.Key.Attempt == 1 ? null : await checkpoints.LoadLatestAsync(trial, cancel);
        attempt.Apply(new AttemptEvent.Started());
        if (checkpoint is null || rungs.IsDone) return checkpoint;
        if (await ResumeAsync(checkpoint.Step, cancel) is not { } rung) return checkpoint;
        attempt.Apply(new AttemptEvent.RungReached(rung));
        await AskAsync(cancel);
        return checkpoint;
    }

    public async ValueTask<TrialSignal> ReportAsync(ImmutableArray<MetricPoint> points, CancellationToken cancel)
    {
        await AskAsync(cancel);
        if (attempt.State.Signal == TrialSignal.Stop) return Signal();
        foreach (var point in points)
            if (point.Metric == objective) _objective = point.Value;
        if (_objective is null && _reported.Count < MostNames)
            _reported.UnionWith(points.Select(point => point.Metric));
        var batch = new MetricBatch(trial, attempt.Key.Attempt, time.GetUtcNow(), points);
        _receipts.Enqueue(await sink.WriteAsync(batch, cancel));
        while (_receipts.TryPeek(out var receipt) && receipt.IsCompleted) await SettleAsync(receipt);
        if (attempt.State.IsSuperseded) return Signal();
        show(points);
        if (rungs.See(points) is { } rung) attempt.Apply(new AttemptEvent.RungReached(rung));
        return Signal();
    }

    public async Task<TrialSignal> SaveCheckpointAsync(long step, ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        attempt.Apply(new AttemptEvent.SaveBegun());
        try
        {
            await SaveAsync(step, data, cancel);
        }
        finally
        {
            attempt.Apply(new AttemptEvent.SaveEnded());
        }

        await AskAsync(cancel);
        return Signal();
    }

    /// <summary>Completes when all that was reported is committed or refused.</summary>
    public async Task FlushAsync(CancellationToken cancel)
    {
        while (_receipts.TryPeek(out var receipt)) await SettleAsync(receipt.WaitAsync(cancel));
    }

    /// <summary>
    /// The latest value of the objective, or null if none was ever reported. An attempt that resumes from the trial's
    /// last checkpoint may have nothing more to report; the value is then an earlier attempt's. NaN, which never ranks,
    /// in a sweep without an objective.
    /// </summary>
    public async Task<double?> ObjectiveAsync() => objective.Length == 0
        ? double.NaN
        : _objective ?? (await checkpoints.LoadMetricAsync(trial, objective, CancellationToken.None))?.Value;

    private async Task SaveAsync(long step, ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        using var saving = SweepTrace.Start("checkpoint", span)?.SetTag("experiments.step", step);
        await FlushAsync(cancel);
        if (attempt.State.IsSuperseded) return;
        if (await checkpoints.SaveAsync(new Checkpoint(trial, attempt.Key.Attempt, step, data), cancel))
            meters.Saved(data.Length, time.GetElapsedTime(began));
        else attempt.Apply(new AttemptEvent.Superseded());
    }

    /// <summary>
    /// If the trial is at a rung, asks the sweep what becomes of it, once all its numbers are committed.
    /// </summary>
    private async Task AskAsync(CancellationToken cancel)
    {
        if (attempt.State.Phase != AttemptPhase.AtRung) return;
        await FlushAsync(cancel);
        if (attempt.State is not { Phase: AttemptPhase.AtRung, Rung: { } rung }) return;
        var answer = await ask(new RungReport
        {
            Trial = trial.Number,
            Attempt = attempt.Key.Attempt,
            Step = rung.Step,
            Objective = rung.Objective,
            Best = rung.Best,
        });
        attempt.Apply(new AttemptEvent.RungAnswered(answer));
    }

    /// <summary>
    /// Takes in what was reported until a checkpoint; returns the rung that the trial is at there, or null.
    /// </summary>
    private async Task<ReachedRung?> ResumeAsync(long checkpointed, CancellationToken cancel) => rungs.Counts
        ? rungs.Resume(await checkpoints.SummarizeMetricAsync(trial, objective, checkpointed, cancel))
        : rungs.See(await LastReportAsync(checkpointed, cancel));

    /// <summary>
    /// What was reported last before a checkpoint, as far as rungs need it; empty if it does not belong together.
    /// </summary>
    private async Task<ImmutableArray<MetricPoint>> LastReportAsync(long checkpointed, CancellationToken cancel)
    {
        var points = ImmutableArray.CreateBuilder<MetricPoint>();
        foreach (var metric in rungs.Metrics)
        {
            var newest = await checkpoints.LoadMetricAsync(trial, metric, cancel);
            if (newest is not { } point || point.Step > checkpointed) return [];
            points.Add(point);
        }

        return points.Select(point => point.Step).Distinct().Count() == 1 ? points.ToImmutable() : [];
    }

    /// <summary>What the trainer is told now. One that was told to stop and goes on is ended.</summary>
    private TrialSignal Signal()
    {
        var signal = attempt.State.Signal;
        if (signal != TrialSignal.Stop) return signal;
        if (_toldToStop) throw new OperationCanceledException("The trial was told to stop and went on.");
        _toldToStop = true;
        return signal;
    }

    private async Task SettleAsync(Task<bool> receipt)
    {
        if (!await receipt) attempt.Apply(new AttemptEvent.Superseded());
        _ = _receipts.Dequeue();
    }
}

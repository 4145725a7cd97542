using System.Collections.Immutable;
using System.Diagnostics;
using Experiments.Contracts.Grains.Rungs;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Tracing;

namespace Experiments.Grains.Attempts;

/// <summary>
/// Stores what an attempt reports, and answers with what its trainer is to do next. Called from the trainer's thread,
/// one call at a time. Once a batch or a checkpoint is refused, a newer attempt has begun somewhere: this one is then
/// told to stop, and nothing more of it is kept. At a rung the host asks the sweep once the checkpoint there is saved,
/// or at the next report if none was saved; nothing else waits for the sweep. If a trial ranks by its best value, that
/// is counted in <c>best</c>, otherwise null. <c>outcomes</c> is null if no metric has a limit.
/// </summary>
internal sealed class AttemptHost(
    Attempt attempt,
    TrialId trial,
    string objective,
    ReportCount? best,
    OutcomeWatch? outcomes,
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
    /// Names of the metrics that were reported before the objective first was; the first hundred if there are more.
    /// </summary>
    public IReadOnlyCollection<string> Reported => _reported;

    /// <summary>
    /// Loads the checkpoint to resume from. A first attempt has none and does not look for one. If the previous attempt
    /// saved a checkpoint at a rung and was lost before it asked the sweep, the sweep is asked now.
    /// </summary>
    /// <returns>The checkpoint, or null if there is none.</returns>
    public async Task<Checkpoint?> StartAsync(CancellationToken cancel)
    {
        var checkpoint = attempt.Key.Attempt == 1 ? null : await checkpoints.LoadLatestAsync(trial, cancel);
        attempt.Apply(new AttemptEvent.Started());
        if (checkpoint is not null)
            best?.Resume(await checkpoints.SummarizeMetricAsync(trial, objective, checkpoint.Step, cancel));
        if (checkpoint is not null && outcomes is not null) await outcomes.ResumeAsync(checkpoints, trial, cancel);
        if (checkpoint is null || rungs.IsDone) return checkpoint;
        if (await ResumeAsync(checkpoint.Step, cancel) is not { } rung) return checkpoint;
        attempt.Apply(new AttemptEvent.RungReached(Ranked(rung)));
        await AskAsync(cancel);
        return checkpoint;
    }

    public async ValueTask<TrialSignal> ReportAsync(ImmutableArray<MetricPoint> points, CancellationToken cancel)
    {
        await AskAsync(cancel);
        // A report of nothing asks at a rung what a trainer without checkpoints is to do next.
        if (attempt.State.Signal == TrialSignal.Stop || points.IsEmpty) return Signal();
        foreach (var point in points)
        {
            if (point.Metric == objective) _objective = point.Value;
            best?.Take(point);
            outcomes?.Take(point);
        }

        if ((_objective is null || outcomes?.Missing is not null) && _reported.Count < MostNames)
            _reported.UnionWith(points.Select(point => point.Metric));
        var batch = new MetricBatch(trial, attempt.Key.Attempt, time.GetUtcNow(), points);
        _receipts.Enqueue(await sink.WriteAsync(batch, cancel));
        while (_receipts.TryPeek(out var receipt) && receipt.IsCompleted) await SettleAsync(receipt);
        if (attempt.State.IsSuperseded) return Signal();
        show(points);
        if (rungs.See(points) is { } rung) attempt.Apply(new AttemptEvent.RungReached(Ranked(rung)));
        return Signal();
    }

    public async Task<TrialSignal> SaveCheckpointAsync(long step, CheckpointContent data, CancellationToken cancel)
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

    /// <summary>Completes when everything that was reported is committed or refused.</summary>
    public async Task FlushAsync(CancellationToken cancel)
    {
        while (_receipts.TryPeek(out var receipt)) await SettleAsync(receipt.WaitAsync(cancel));
    }

    /// <summary>
    /// Returns the latest or the best value of the objective, or null if none was ever reported. An attempt that
    /// resumes from the trial's last checkpoint may have nothing more to report; the value is then from an earlier
    /// attempt. In a sweep without an objective the value is NaN, which is never ranked.
    /// </summary>
    public async Task<double?> ObjectiveAsync() => objective.Length == 0
        ? double.NaN
        : best?.Best ?? _objective
            ?? (await checkpoints.LoadMetricAsync(trial, objective, CancellationToken.None))?.Value;

    // A report may have points past the rung, so its own best counts if it has one.
    private ReachedRung Ranked(ReachedRung rung) => rung with
    {
        Objective = best is null ? rung.Objective : rung.Best ?? best.Best ?? rung.Objective,
        Outcomes = outcomes?.Values,
    };

    private async Task SaveAsync(long step, CheckpointContent data, CancellationToken cancel)
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
    /// Asks the sweep what becomes of the trial if it is at a rung, once all its metrics are committed.
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
            Outcomes = rung.Outcomes ?? [],
        });
        attempt.Apply(new AttemptEvent.RungAnswered(answer));
    }

    /// <summary>
    /// Reads what was reported up to a checkpoint. Returns the rung that the trial is at there, or null if none.
    /// </summary>
    private async Task<ReachedRung?> ResumeAsync(long checkpointed, CancellationToken cancel) => rungs.Counts
        ? rungs.Resume(await checkpoints.SummarizeMetricAsync(trial, objective, checkpointed, cancel))
        : rungs.See(await LastReportAsync(checkpointed, cancel));

    /// <summary>
    /// Returns the last report up to a checkpoint, as far as rungs need it; empty if the metrics are not from one
    /// report.
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

    /// <summary>
    /// Returns the signal for the trainer. A trainer that was told to stop and continues is ended by an exception.
    /// </summary>
    private TrialSignal Signal()
    {
        var signal = attempt.State.Signal;
        if (signal != TrialSignal.Stop) return signal;
        if (_toldToStop) throw new OperationCanceledException("The trial was told to stop and continued.");
        _toldToStop = true;
        return signal;
    }

    private async Task SettleAsync(Task<bool> receipt)
    {
        if (!await receipt) attempt.Apply(new AttemptEvent.Superseded());
        _ = _receipts.Dequeue();
    }
}

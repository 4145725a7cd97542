using System.Collections.Immutable;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Tracing;
using Experiments.Contracts.Workloads;
using Experiments.Search.Specs;
using Microsoft.Extensions.Logging;

namespace Experiments.Grains.Attempts;

/// <summary>
/// Follows each attempt on this node from its start until its sweep knows of its end. Does not run on a grain's
/// scheduler.
/// </summary>
internal sealed partial class AttemptRunner(
    IExecutor executor,
    IMetricSink sink,
    ICheckpointStore checkpoints,
    SweepCalls sweeps,
    TrialMeters trials,
    AttemptMeters meters,
    TimeProvider time,
    ILogger<AttemptRunner> log)
{
    /// <summary>Starts an attempt and returns at once.</summary>
    public void Start(Attempt attempt, StartAttempt command) => Task.Run(() => RunAsync(attempt, command)).Ignore();

    private async Task RunAsync(Attempt attempt, StartAttempt command)
    {
        await attempt.WaitForShareAsync();
        var completed = attempt.State.Phase == AttemptPhase.Ending ? default : await FollowAsync(attempt, command);
        if (attempt.State.Result is { End: { } end, Cause: var cause } result)
        {
            await sweeps.EndedAsync(attempt.Key, new AttemptReport
            {
                Trial = attempt.Key.Trial,
                Attempt = attempt.Key.Attempt,
                End = end,
                Cause = cause,
                Objective = completed.Objective,
                Outcomes = completed.Outcomes ?? [],
                Trained = completed.Trained,
                NotItsFault = result.IsFault || attempt.Claim.Lease.Probes,
                Successors = [.. attempt.Successors
                    .Where(next => next.Key.SweepId == attempt.Key.SweepId).Select(next => next.Key.Trial)],
            });
        }

        attempt.Apply(new AttemptEvent.EndReported());
    }

    /// <summary>Trains until the attempt is <see cref="AttemptPhase.Ending"/> and its metrics are committed.</summary>
    /// <returns>What the attempt has reached, if it completed.</returns>
    private async Task<Completion> FollowAsync(Attempt attempt, StartAttempt command)
    {
        meters.Started();
        Completion completed = default;
        try
        {
            completed = await TrainAsync(attempt, command);
        }
        catch (Exception failure)
        {
            LogFailed(failure, attempt.Key);
            attempt.Apply(new AttemptEvent.NodeFailed(failure.Message));
        }

        trials.Ended(attempt.Key.SweepId, attempt.Key.Trial);
        meters.Ended(attempt.State.Result?.End);
        return completed;
    }

    private async Task<Completion> TrainAsync(Attempt attempt, StartAttempt command)
    {
        var spec = command.Spec;
        var order = Order(attempt, command);
        using var span = SweepTrace.Start("attempt", attempt.Key.SweepId)?
            .SetTag("experiments.trial", attempt.Key.Trial).SetTag("experiments.attempt", attempt.Key.Attempt);
        var clock = spec.Search.EarlyTermination?.ClockIn(spec.Search.Version) ?? new RungClock.Step();
        var rungs = new RungWatch(command.Rungs, spec.Metric, spec.Search.Goal, clock);
        ImmutableArray<string> others = [.. spec.Search.OutcomeMetrics];
        var outcomes = others.IsEmpty ? null : new OutcomeWatch(others);
        var host = new AttemptHost(
            attempt, order.Trial, spec.Metric,
            spec.ObjectiveAt == ObjectiveAt.Best ? new ReportCount(spec.Metric, spec.Search.Goal) : null,
            outcomes, rungs,
            reached => sweeps.RungReachedAsync(attempt.Key, reached, attempt.Interrupted),
            sink, checkpoints, Show, meters, span, time);
        var began = time.GetTimestamp();
        AttemptEvent ended;
        // The span covers the time for which the device is used. It ends before the device is given to another attempt.
        using (SweepTrace.Start("train", span)?.SetTag("experiments.device", command.Lease.Device))
            ended = await RunTrainerAsync(attempt, order, host);
        attempt.Apply(ended);
        var trained = time.GetElapsedTime(began);
        // However the trainer ended, its metrics are kept. Once the sweep knows of the end, they would be refused.
        await host.FlushAsync(CancellationToken.None);
        if (attempt.State.Result?.End != AttemptEnd.Completed) return default;
        if (await host.ObjectiveAsync() is not { } objective)
            attempt.Apply(new AttemptEvent.ObjectiveMissing(
                $"the trial ended without reporting its objective '{spec.Metric}'"
                + MissingObjective.Instead(spec.Metric, host.Reported)));
        else if (outcomes?.Missing is { } missing)
            attempt.Apply(new AttemptEvent.ObjectiveMissing(
                $"the trial ended without reporting '{missing}', {WhyNeeded(missing, spec.Search)}"
                + MissingObjective.Instead(missing, host.Reported)));
        else return new(objective, outcomes?.Values, trained);
        return default;

        void Show(ImmutableArray<MetricPoint> points)
        {
            trials.Reported(attempt.Key.SweepId, spec.Name, attempt.Key.Trial, points);
            meters.Reported(points);
        }
    }

    private static string WhyNeeded(string metric, SearchSpec search) =>
        search.MoreObjectives is { } more && more.Any(objective => objective.Metric == metric)
            ? "which is one of its objectives in 'metrics'"
            : "which has a limit in 'constraints'";

    /// <summary>
    /// Runs the trainer, unless the trial is not to continue from its checkpoint. Returns how the trainer ended.
    /// </summary>
    private async Task<AttemptEvent> RunTrainerAsync(Attempt attempt, TrialOrder order, AttemptHost host)
    {
        Checkpoint? resume = null;
        try
        {
            resume = await host.StartAsync(attempt.Interrupted);
            if (attempt.State.Signal != TrialSignal.Stop)
                await executor.RunAsync(order with { Resume = resume }, host, attempt.Interrupted);
            return new AttemptEvent.TrainerReturned();
        }
        catch (Exception thrown)
        {
            LogTrainerThrew(thrown, attempt.Key);
            return AttemptEvent.FromException(thrown);
        }
        finally
        {
            resume?.Content.Dispose();
        }
    }

    private static TrialOrder Order(Attempt attempt, StartAttempt command)
    {
        var spec = command.Spec;
        var schema = BuiltInWorkloads.SchemaOf(spec.Workload);
        return new TrialOrder
        {
            SweepId = attempt.Key.SweepId,
            Trial = new TrialId(command.SweepKey, attempt.Key.Trial),
            Attempt = attempt.Key.Attempt,
            Workload = spec.Workload,
            Parameters = new TrialParameters(command.Assignment, schema),
            Objective = spec.HasObjective ? spec.Metric : null,
            Clock = (spec.Search.EarlyTermination?.ClockIn(spec.Search.Version) as RungClock.Metric)?.Name,
            Seed = command.Seed,
            Device = command.Lease.Device,
            GpuShare = command.Lease.Gpu,
            Threads = spec.Resources.Threads(),
            CheckpointEveryEpochs = spec.CheckpointEveryEpochs,
        };
    }

    private readonly record struct Completion(
        double Objective, ImmutableArray<double?>? Outcomes, TimeSpan Trained);

    [LoggerMessage(1, LogLevel.Debug, "Attempt {Key} failed.")]
    private partial void LogFailed(Exception failure, AttemptKey key);

    [LoggerMessage(2, LogLevel.Debug, "The trainer of attempt {Key} threw.")]
    private partial void LogTrainerThrew(Exception thrown, AttemptKey key);
}

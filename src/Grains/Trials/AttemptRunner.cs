using System.Collections.Immutable;
using System.Text.Json;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Grains.Rungs;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Tracing;
using Experiments.Contracts.Workloads;
using Experiments.Grains.Nodes;
using Experiments.Search.Events;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Microsoft.Extensions.Logging;

namespace Experiments.Grains.Trials;

/// <summary>
/// Follows each attempt on this node from its start until its sweep knows its end. Runs on no grain's scheduler.
/// </summary>
internal sealed class AttemptRunner(
    NodeAgent node,
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
    public void Start(AdmittedAttempt attempt, StartAttempt command) => Task.Run(() => RunAsync(attempt, command)).Ignore();

    private async Task RunAsync(AdmittedAttempt attempt, StartAttempt command)
    {
        var report = await BeginsAsync(attempt) ? await FollowAsync(attempt, command) : Interrupted(attempt);
        node.Free(attempt);
        if (report is not null)
        {
            var successors = attempt.Successors.Where(next => next.Key.SweepId == attempt.Key.SweepId);
            await sweeps.EndedAsync(attempt.Key, report with { Successors = [.. successors.Select(next => next.Key.Trial)] });
        }

        node.Forget(attempt);
    }

    /// <summary>Waits for the attempt's share to be free; false where it is to end before that.</summary>
    private static async Task<bool> BeginsAsync(AdmittedAttempt attempt)
    {
        try
        {
            await attempt.Begun.WaitAsync(attempt.Interrupted);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<AttemptReport?> FollowAsync(AdmittedAttempt attempt, StartAttempt command)
    {
        meters.Started();
        AttemptReport? report;
        try
        {
            report = await TrainAsync(attempt, command);
        }
        catch (Exception failure)
        {
            log.LogDebug(failure, "Attempt {Key} failed.", attempt.Key);
            report = Report(attempt, AttemptEnd.Failed, failure.Message);
        }

        trials.Ended(attempt.Key.SweepId, attempt.Key.Trial);
        meters.Ended(report?.End);
        return report;
    }

    /// <summary>
    /// Trains; returns what to tell the sweep, or null where a newer attempt has begun and nobody wants to hear.
    /// </summary>
    private async Task<AttemptReport?> TrainAsync(AdmittedAttempt attempt, StartAttempt command)
    {
        var spec = SweepSpecJson.Read(command.SpecJson);
        var trial = new TrialId(command.SweepKey, attempt.Key.Trial);
        using var span = SweepTrace.Start("attempt", attempt.Key.SweepId)?
            .SetTag("experiments.trial", attempt.Key.Trial).SetTag("experiments.attempt", attempt.Key.Attempt);
        var clock = spec.Search.EarlyTermination?.ClockIn(spec.Search.Version) ?? new RungClock.Step();
        var rungs = new RungWatch(command.Rungs, spec.Metric, spec.Search.Goal, clock);
        var trialHost = new AttemptHost(
            trial, attempt.Key.Attempt, spec.Metric, rungs,
            reached => sweeps.RungReachedAsync(attempt.Key, reached, attempt.Interrupted),
            sink, checkpoints, Show, meters, span, time);
        AttemptReport? ended = null;
        var began = time.GetTimestamp();
        try
        {
            // Its device is used for just as long as this span lasts.
            using var training = SweepTrace.Start("train", span)?.SetTag("experiments.device", command.Lease.Device);
            await executor.RunAsync(Order(attempt, command, spec, trial), trialHost, attempt.Interrupted);
        }
        catch (Exception dismissed) when (trialHost.IsDismissed)
        {
            log.LogDebug(dismissed, "Attempt {Key} was wanted no more.", attempt.Key);
        }
        catch (OperationCanceledException) when (attempt.Interrupted.IsCancellationRequested)
        {
            ended = Interrupted(attempt);
        }
        catch (TrialDoomedException doomed)
        {
            ended = Report(attempt, AttemptEnd.Diverged, doomed.Message);
        }
        catch (Exception failure)
        {
            log.LogDebug(failure, "Attempt {Key} failed.", attempt.Key);
            ended = Report(attempt, AttemptEnd.Failed, failure.Message);
        }
        finally
        {
            // Whoever is next need not wait until this one's numbers are committed.
            node.Free(attempt);
        }

        var trained = time.GetElapsedTime(began);
        // However it ended, its numbers are to be kept; once the sweep knows of the end they would be refused.
        await trialHost.FlushAsync(CancellationToken.None);
        if (trialHost.Fenced) return null;
        if (trialHost.Answer != RungAnswer.Continue)
            return Report(attempt, trialHost.Answer == RungAnswer.Pause ? AttemptEnd.Paused : AttemptEnd.Pruned);
        if (ended is not null) return ended;
        return await trialHost.ObjectiveAsync() is { } objective
            ? Report(attempt, AttemptEnd.Completed) with { Objective = objective, Trained = trained }
            : Report(attempt, AttemptEnd.Diverged, $"the trial ended without reporting its objective '{spec.Metric}'{MissingObjective.Instead(spec.Metric, trialHost.Reported)}");

        void Show(ImmutableArray<MetricPoint> points)
        {
            trials.Reported(attempt.Key.SweepId, spec.Name, trial.Number, points);
            meters.Reported(points);
        }
    }

    private static TrialOrder Order(AdmittedAttempt attempt, StartAttempt command, SweepSpec spec, TrialId trial)
    {
        var assignment = JsonSerializer.Deserialize<Assignment>(command.AssignmentJson, SearchJson.Options)!;
        var schema = spec.Workload is WorkloadSpec.BuiltIn builtIn ? BuiltInWorkloads.Find(builtIn.Name) : null;
        return new TrialOrder
        {
            SweepId = attempt.Key.SweepId,
            Trial = trial,
            Attempt = attempt.Key.Attempt,
            Workload = spec.Workload,
            Parameters = new TrialParameters(assignment, schema),
            Objective = spec.HasObjective ? spec.Metric : null,
            Clock = (spec.Search.EarlyTermination?.ClockIn(spec.Search.Version) as RungClock.Metric)?.Name,
            Seed = command.Seed,
            Device = command.Lease.Device,
            Threads = spec.Resources.Threads(),
            CheckpointEveryEpochs = spec.CheckpointEveryEpochs,
        };
    }

    private static AttemptReport Interrupted(AdmittedAttempt attempt) => attempt.IsCancelled
        ? Report(attempt, AttemptEnd.Cancelled)
        : Report(attempt, AttemptEnd.Released, attempt.Cause);

    private static AttemptReport Report(AdmittedAttempt attempt, AttemptEnd end, string cause = "") =>
        new() { Trial = attempt.Key.Trial, Attempt = attempt.Key.Attempt, End = end, Cause = cause };
}

using Experiments.Search.Events;
using Experiments.Search.States;

namespace Experiments.Testing.Builders;

/// <summary>Creates steps of a sweep's log, as the search writes them.</summary>
public static class SweepSteps
{
    /// <summary>The sweep is prepared and runs.</summary>
    public static SearchStep Prepared(long seq) =>
        new(seq, new SearchEvent.Prepared(), [new SearchAction.EnterStatus(SweepStatus.Running, null)]);

    /// <summary>An attempt of a trial begins.</summary>
    public static SearchStep Begin(
        long seq, int trial, int attempt = 1, int restarts = 0, string node = "node-1", double learningRate = 0.1) =>
        new(seq, new SearchEvent.SlotOffered(node),
            [new SearchAction.BeginAttempt(trial, attempt, restarts, node, Assign(learningRate))]);

    /// <summary>An attempt failed and the trial waits for the next.</summary>
    public static SearchStep Requeue(long seq, int trial, int attempt, int restarts, string cause) => new(
        seq,
        new SearchEvent.AttemptEnded(trial, attempt, new AttemptOutcome.Failed(cause)),
        [new SearchAction.Requeue(trial, attempt, restarts, cause)]);

    /// <summary>A trial completed. An objective that is not finite is stored as null.</summary>
    public static SearchStep Complete(long seq, int trial, double objective, int attempt = 1) => new(
        seq,
        new SearchEvent.AttemptEnded(trial, attempt, new AttemptOutcome.Completed(objective)),
        [new SearchAction.EndTrial(
            trial, attempt, TrialStatus.Completed, double.IsFinite(objective) ? objective : null, null)]);

    /// <summary>A trial completed outside of limits, by this share of them.</summary>
    public static SearchStep Violate(long seq, int trial, double objective, double violation, int attempt = 1) => new(
        seq,
        new SearchEvent.AttemptEnded(trial, attempt, new AttemptOutcome.Completed(objective)),
        [new SearchAction.EndTrial(
            trial, attempt, TrialStatus.Completed, objective, null, new([20 * (1 + violation)]), violation)]);

    /// <summary>A trial completed with two objectives.</summary>
    public static SearchStep CompleteTwo(long seq, int trial, double objective, double second, int attempt = 1) => new(
        seq,
        new SearchEvent.AttemptEnded(trial, attempt, new AttemptOutcome.Completed(objective, new([second]))),
        [new SearchAction.EndTrial(
            trial, attempt, TrialStatus.Completed, objective, null, new([second]), null, new([objective, second]))]);

    /// <summary>A trial failed for good.</summary>
    public static SearchStep Fail(long seq, int trial, string cause, int attempt = 1) => new(
        seq,
        new SearchEvent.AttemptEnded(trial, attempt, new AttemptOutcome.Diverged(cause)),
        [new SearchAction.EndTrial(trial, attempt, TrialStatus.Failed, null, cause)]);

    /// <summary>A trial that failed for good is tried again.</summary>
    public static SearchStep Retry(long seq, int trial, int attempt = 1) => new(
        seq,
        new SearchEvent.RetryRequested(trial, attempt, Assign(0.1)),
        [new SearchAction.RetryTrial(trial, attempt, Assign(0.1))]);

    /// <summary>A trial pauses at the first rung.</summary>
    public static SearchStep Rest(long seq, int trial, int attempt = 1) => new(
        seq,
        new SearchEvent.RungReached(trial, attempt, 1, 0.5),
        [new SearchAction.ReachRung(trial, attempt, 0, 0, 0.5), new SearchAction.PauseTrial(trial, attempt)]);

    /// <summary>A trial is stopped early at the first rung.</summary>
    public static SearchStep Prune(long seq, int trial, double objective, int attempt = 1) => new(
        seq,
        new SearchEvent.RungReached(trial, attempt, 1, objective),
        [
            new SearchAction.ReachRung(trial, attempt, 0, 0, objective),
            new SearchAction.EndTrial(trial, attempt, TrialStatus.Pruned, objective, null),
        ]);

    /// <summary>The sweep ended by itself.</summary>
    public static SearchStep Finish(long seq, string? reason = null) => new(
        seq, new SearchEvent.StopRequested(), [new SearchAction.EnterStatus(SweepStatus.Completed, reason)]);

    /// <summary>An assignment of a learning rate.</summary>
    public static Assignment Assign(double learningRate) =>
        new([KeyValuePair.Create<string, ParameterValue>("learning_rate", new ParameterValue.Number(learningRate))]);
}

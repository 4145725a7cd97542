using System.Collections.Frozen;
using Experiments.Changes.Sweeps;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Events;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Client.Output;

/// <summary>Tells the steps of a sweep's log in plain words: what happened, and what was decided.</summary>
/// <param name="spec">The sweep.</param>
internal sealed class StepStory(SweepSpec spec)
{
    private readonly FrozenSet<string> _varying =
        VaryingParameters.Find(spec.Search.Space).Select(parameter => parameter.Name).ToFrozenSet();

    /// <summary>Returns a sentence in the past tense.</summary>
    public string Tell(SearchEvent happened) => happened switch
    {
        SearchEvent.Prepared => "the workload and its data were made ready",
        SearchEvent.PreparationFailed failed => $"the workload could not be made ready: {failed.Cause}",
        // The rest of a node's address tells its starts apart.
        SearchEvent.SlotOffered slot => $"node {slot.Node.Split('@')[0]} had room for a trial",
        SearchEvent.AttemptEnded ended => Tell(ended),
        SearchEvent.RungReached rung => $"trial {rung.Trial} came to {Tell(rung.Step)}{With(rung.Objective)}",
        SearchEvent.StopRequested => "somebody stopped the sweep",
        SearchEvent.CancelRequested => "somebody cancelled the sweep",
        SearchEvent.PauseRequested => "somebody paused the sweep",
        SearchEvent.ResumeRequested => "somebody resumed the sweep",
        SearchEvent.RunCapRaised raised => $"somebody extended the sweep to {raised.RunCap} trials",
        SearchEvent.AssignmentGiven given => $"somebody enqueued a trial: {Values(given.Assignment)}",
        SearchEvent.RetryRequested retry => $"somebody asked to try trial {retry.Trial} again, which had failed",
        SearchEvent.LimitRequested { Most: { } most } =>
            $"somebody limited the sweep to {ShortText.Trials(most)} at a time",
        SearchEvent.LimitRequested => "somebody lifted the limit of trials at a time",
        SearchEvent.UseMeasured measured => $"the sweep had used {Used(measured.Seconds, measured.DeviceHours)}",
        SearchEvent.BudgetRaised raised => $"somebody raised the budget to {Raised(raised)}",
        SearchEvent.RepeatsRequested asked =>
            $"somebody asked for {ShortText.Trials(asked.Repeats)} in all with the parameters of trial {asked.Trial}",
        SearchEvent.ObservationsLent lent => $"{lent.Observations.Length} trials of other sweeps were read",
        _ => throw new ArgumentOutOfRangeException(nameof(happened)),
    };

    /// <summary>Returns a line in the present tense for each decision of a step.</summary>
    public string TellDecisions(SearchStep step) => string.Join('\n', step.Actions.Select(action => action switch
    {
        SearchAction.ReachRung rung when step.Actions.Length == 1 => $"{Tell(rung)}, and it trains on",
        _ => Tell(action),
    }));

    private string Tell(SearchAction decided) => decided switch
    {
        SearchAction.BeginAttempt { Attempt: 1, RepeatOf: { } first } begin =>
            $"trial {begin.Trial} begins: it repeats trial {first} with another seed",
        SearchAction.BeginAttempt { Attempt: 1 } begin =>
            $"trial {begin.Trial} begins: {Values(begin.Assignment)}"
            + (begin.Method is { } method ? $", proposed by {method.ToString().ToLowerInvariant()}" : ""),
        SearchAction.BeginAttempt begin =>
            $"trial {begin.Trial} continues from its last checkpoint, as attempt {begin.Attempt}",
        SearchAction.Requeue requeue =>
            $"trial {requeue.Trial} will be tried again, with {requeue.Restarts} of {spec.Search.MaxRestarts} "
            + "restarts used",
        SearchAction.ReachRung rung => $"its result counts at rung {rung.Rung}{Bracket(rung.Bracket)}",
        SearchAction.PauseTrial paused => $"trial {paused.Trial} pauses until it is among the best at its rung",
        SearchAction.EndTrial ended => Tell(ended),
        SearchAction.Interrupt interrupted => $"trial {interrupted.Trial} is told to save a checkpoint and end",
        SearchAction.EnterStatus entered =>
            $"the sweep {entered.Status.AsVerb()}{(entered.Reason is null ? "" : $": {entered.Reason}")}",
        SearchAction.PauseSweep => "no trial begins until the sweep is resumed",
        SearchAction.ResumeSweep => "trials begin again",
        SearchAction.RaiseRunCap raised => $"the sweep goes on to {raised.RunCap} trials",
        SearchAction.Enqueue => "it runs before any that the method proposes",
        SearchAction.RetryTrial retry => $"trial {retry.Trial} will be tried again, with all its restarts",
        SearchAction.LimitTrials { Most: { } most } =>
            $"at most {ShortText.Trials(most)} {(most == 1 ? "runs" : "run")}, and those above that save a checkpoint "
            + "and wait",
        SearchAction.LimitTrials => "trials run as the sweep file says",
        SearchAction.RecordUse => "that counts towards its budget",
        SearchAction.UseUp { Part: BudgetPart.NoBetterAfter } =>
            "no more trials begin, because none has been better for long enough",
        SearchAction.UseUp used =>
            $"the budget of {(used.Part == BudgetPart.Time ? "time" : "device hours")} is used up: no more trials "
            + "begin, and those that run save a checkpoint and wait",
        SearchAction.RaiseBudget => "trials begin again, those that wait first",
        SearchAction.WantRepeats want =>
            $"the parameters of trial {want.Trial} are tried with other seeds, {want.Repeats} times in all",
        SearchAction.DropRepeats => "repeats that have not begun do not begin any more",
        SearchAction.Learn learn => $"the method learns from {Values(learn.Observation.Assignment)}",
        _ => throw new ArgumentOutOfRangeException(nameof(decided)),
    };

    private string Tell(SearchEvent.AttemptEnded ended)
    {
        var trial = $"trial {ended.Trial}";
        return ended.Outcome switch
        {
            AttemptOutcome.Completed completed => $"{trial} trained to its end{With(completed.Objective)}",
            AttemptOutcome.Failed failed => $"attempt {ended.Attempt} of {trial} failed: {failed.Cause}",
            AttemptOutcome.Faulted faulted =>
                $"attempt {ended.Attempt} of {trial} ended by a fault of its node: {faulted.Cause}",
            AttemptOutcome.Diverged diverged => $"{trial} failed in a way that would repeat: {diverged.Cause}",
            AttemptOutcome.Released released => $"{trial} gave back its device: {released.Cause}",
            AttemptOutcome.Cancelled => $"{trial} ended because its sweep was cancelled",
            _ => throw new ArgumentOutOfRangeException(nameof(ended)),
        };
    }

    private string Tell(SearchAction.EndTrial ended) => ended.Status switch
    {
        TrialStatus.Completed => $"trial {ended.Trial} has completed{Outside(ended.Violation)}{Because(ended.Cause)}",
        TrialStatus.Pruned => $"trial {ended.Trial} is stopped early: {ended.Cause ?? WhyStopped}",
        TrialStatus.Cancelled => $"trial {ended.Trial} is cancelled",
        _ => $"trial {ended.Trial} has failed{Because(ended.Cause)}",
    };

    private static string Outside(double? violation) =>
        TrialColumns.Violation(violation) is { } share ? $", {share} outside of its limits" : "";

    private string WhyStopped => spec.Search.EarlyTermination is EarlyTermination.Median
        ? "it is worse than the median of the others at that point"
        : "it is not among the best at its rung";

    private string Used(double? seconds, double? deviceHours) => string.Join(" and ", new[]
    {
        seconds is { } time ? $"{ShortText.Format(TimeSpan.FromSeconds(time))} of time" : null,
        deviceHours is { } hours ? DeviceHours.Format(hours, spec.Resources) : null,
    }.OfType<string>());

    private static string Raised(SearchEvent.BudgetRaised raised) =>
        BudgetLeft.DescribeLimits(raised.Raise(new SweepBudget()))
        + (raised.RunCap is { } cap ? $", and {ShortText.Trials(cap)}" : "");

    private static string Because(string? cause) => cause is null ? "" : $": {cause}";

    private string Bracket(int bracket) =>
        spec.Search.EarlyTermination is EarlyTermination.Asha { Brackets: > 1 } ? $" of bracket {bracket}" : "";

    private string Tell(int step) => spec.Search.EarlyTermination?.ClockIn(spec.Search.Version) switch
    {
        RungClock.Reports => $"its report {step}",
        RungClock.Metric metric => $"{metric.Name} {step}",
        _ => $"step {step}",
    };

    private string With(double objective) =>
        spec.HasObjective ? $" with {spec.Metric} {ShortText.Format(objective)}" : "";

    private string Values(Assignment assignment) =>
        new Fields([.. Fields.From(assignment).Items.Where(item => _varying.Contains(item.Key))]) is
        { Items.IsEmpty: false } some
            ? some.ToShortText()
            : "without parameters that vary";
}

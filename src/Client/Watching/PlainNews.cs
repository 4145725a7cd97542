using Experiments.Client.Output;
using Experiments.Search.States;
using Experiments.Storage.Model;
using Experiments.Storage.Queries;

namespace Experiments.Client.Watching;

/// <summary>Describes the changes from one view to the next in lines of text.</summary>
/// <param name="sweep">The sweep.</param>
/// <param name="trials">The texts of its trials.</param>
internal sealed class PlainNews(SweepDetail sweep, TrialText trials)
{
    private readonly Dictionary<int, int> _attempts = [];
    private (SweepStatus Status, string? WaitsFor)? _status;
    private string? _notice;
    private bool _toldBudget;
    private Search.States.Trials.BestTrial? _best;
    private int? _leader;

    /// <summary>Returns a line for each change since the previous view, or none if nothing changed.</summary>
    public IEnumerable<string> Tell(SweepView view)
    {
        if (view.Notice != _notice && (_notice = view.Notice) is not null) yield return _notice;
        // A final status is reported after the trials that led to it.
        if (!view.IsFinal && Enters(view.Summary)) yield return StatusLine(view.Summary);
        // Once: it changes all the time.
        if (!_toldBudget && view.BudgetLeft is { } left)
        {
            _toldBudget = true;
            yield return $"budget: {left} left";
        }

        foreach (var trial in view.Unfinished.Concat(view.Resting).Where(Turns))
            yield return $"trial {trial.Number} {Turn(trial)}";
        foreach (var trial in view.JustEnded)
        {
            _attempts.Remove(trial.Number);
            yield return EndLine(trial);
            if (Leads(trial))
                yield return $"best so far: trial {trial.Number}, {Result(trial.Objective, trial.Violation)}";
        }

        if (sweep.Spec.Search.Repeats is not null && view.Summary is { BestTrial: { } best } now && best != _leader)
        {
            _leader = best;
            yield return $"best mean so far: that of trial {best}, which has "
                + Result(now.BestObjective, now.BestViolation);
        }

        if (view.IsFinal && Enters(view.Summary)) yield return StatusLine(view.Summary);
    }

    private bool Enters(SweepSummary summary)
    {
        // What only some of its trials wait for changes with each of them.
        var status = (summary.Status, summary.Waits() ? summary.WaitsFor : null);
        var enters = status != _status;
        _status = status;
        return enters;
    }

    private static string StatusLine(SweepSummary summary)
    {
        var reason = summary.Reason is null ? "" : $": {summary.Reason}";
        return $"sweep {summary.Name} ({summary.Id}) {summary.AsVerb()}{reason}";
    }

    // A trial that lost its attempt waits, and one at a rung may pause, unless it already trains again. Each such
    // change is reported once.
    private bool Turns(TrialSummary trial)
    {
        var turn = trial.Status == TrialStatus.Running ? trial.Attempt * 2 : (trial.Attempt * 2) + 1;
        var known = _attempts.TryGetValue(trial.Number, out var before);
        _attempts[trial.Number] = turn;
        return turn > 2 && (!known || turn > before);
    }

    private string Turn(TrialSummary trial) => trial.Status switch
    {
        TrialStatus.Waiting => $"lost attempt {trial.Attempt} and waits for the next{Because(trial)}",
        TrialStatus.Paused => $"paused at step {trial.Step}: {sweep.Summary.Metric} {ShortText.Format(trial.Latest)}",
        _ => $"trains again, attempt {trial.Attempt}",
    };

    private string EndLine(TrialSummary trial)
    {
        var result = trial.Objective is not null
            ? $": {ObjectiveText.Of(sweep.Spec, trial)}"
            : trial.Status != TrialStatus.Completed ? Because(trial)
            : sweep.Spec.HasObjective ? $": {sweep.Summary.Metric} is not a finite number" : "";
        var parameters = trials.Parameters(trial);
        var given = parameters.Length > 0 ? $" ({parameters})" : "";
        var ended = trial.Status == TrialStatus.Pruned
            ? $"stopped early at step {trial.Step}"
            : ShortText.Format(trial.Status);
        return $"trial {trial.Number} {ended}{result}{given}";
    }

    private string Result(double? objective, double? outside) =>
        $"{sweep.Summary.Metric} {ShortText.Format(objective)}"
        + (TrialColumns.Violation(outside) is { } violation ? $", {violation} outside of its limits" : "");

    private static string Because(TrialSummary trial) => trial.Cause is null ? "" : $": {trial.Cause}";

    // With several objectives, no trial is the best, and with repeats not the best single one.
    private bool Leads(TrialSummary trial)
    {
        if (sweep.Spec.Search is not { MoreObjectives: null, Repeats: null }) return false;
        if (trial is not { Status: TrialStatus.Completed, Objective: { } objective }) return false;
        var ended = new Search.States.Trials.BestTrial(trial.Number, objective, trial.Violation);
        if (!ended.Leads(_best, sweep.Summary.Goal)) return false;
        _best = ended;
        return true;
    }
}

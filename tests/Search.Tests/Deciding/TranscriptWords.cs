using System.Globalization;
using Experiments.Search.Events;
using Experiments.Search.States.Repeats;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Tests.Deciding;

/// <summary>The words of a transcript for every kind of event and action.</summary>
internal static class TranscriptWords
{
    public static SearchEvent Event(string[] words) => words switch
    {
        ["prepared"] => new SearchEvent.Prepared(),
        ["preparation_failed", .. var cause] => new SearchEvent.PreparationFailed(string.Join(' ', cause)),
        ["slot", var node] => new SearchEvent.SlotOffered(node),
        ["rung", var attempt, var step, var objective] => Reached(attempt.Split('/'), step, objective, null),
        ["rung", var attempt, var step, var objective, var best] =>
            Reached(attempt.Split('/'), step, objective, Real(best)),
        ["stop"] => new SearchEvent.StopRequested(),
        ["cancel"] => new SearchEvent.CancelRequested(),
        ["pause"] => new SearchEvent.PauseRequested(),
        ["resume"] => new SearchEvent.ResumeRequested(),
        ["run_cap", var cap] => new SearchEvent.RunCapRaised(int.Parse(cap)),
        ["given", .. var values] => new SearchEvent.AssignmentGiven(Assignment(values)),
        ["retry", var attempt, .. var values] => new SearchEvent.RetryRequested(
            int.Parse(attempt.Split('/')[0]), int.Parse(attempt.Split('/')[1]), Assignment(values)),
        ["repeat", var trial, var repeats, var results, .. var values] => new SearchEvent.RepeatsRequested(
            int.Parse(trial), Assignment(values), int.Parse(repeats),
            [.. results.Split('/').Select(result => new RepeatResult(Real(result)))]),
        ["limit", "none"] => new SearchEvent.LimitRequested(null),
        ["limit", var most] => new SearchEvent.LimitRequested(int.Parse(most)),
        ["used", var seconds, var hours] => new SearchEvent.UseMeasured(Some(seconds), Some(hours)),
        ["budget", var seconds, var hours, var trials] =>
            new SearchEvent.BudgetRaised(Some(seconds), Some(hours), (int?)Some(trials)),
        ["budget", var seconds, var hours, var trials, var cap] =>
            new SearchEvent.BudgetRaised(Some(seconds), Some(hours), (int?)Some(trials), int.Parse(cap)),
        ["lent", .. var trials] => new SearchEvent.ObservationsLent([.. trials.Index().Select(Lent)]),
        ["ended", var attempt, .. var outcome] => Ended(attempt.Split('/'), outcome),
        _ => throw new FormatException($"unknown event {string.Join(' ', words)}"),
    };

    public static string Text(SearchAction action) => action switch
    {
        SearchAction.BeginAttempt a =>
            $"begin {a.Trial}/{a.Attempt} on {a.Node}, {a.Restarts} restarts: {a.Assignment}"
            + (a.RepeatOf is { } first ? $", repeats {first}" : ""),
        SearchAction.Requeue a =>
            $"requeue {a.Trial}/{a.Attempt}, {a.Restarts} restarts"
            + (a.FailedOn is null ? "" : $", not on {a.FailedOn}")
            + (a.Spared is null ? "" : $", {a.Spared} spared") + $": {a.Cause}",
        SearchAction.ReachRung a =>
            $"reach {a.Trial}/{a.Attempt} rung {a.Rung} of bracket {a.Bracket}: "
            + $"{Text(a.Objective)}, best {Text(a.Best)}",
        SearchAction.PauseTrial a => $"rest {a.Trial}/{a.Attempt}",
        SearchAction.EndTrial a => $"end {a.Trial}/{a.Attempt} {a.Status} {Text(a.Objective)}{Suffix(a.Cause)}",
        SearchAction.Interrupt a => $"interrupt {a.Trial}/{a.Attempt}",
        SearchAction.EnterStatus a => $"enter {a.Status}{Suffix(a.Reason)}",
        SearchAction.PauseSweep => "pause",
        SearchAction.ResumeSweep => "resume",
        SearchAction.RaiseRunCap a => $"run cap {a.RunCap}",
        SearchAction.Enqueue a => $"enqueue {a.Assignment}",
        SearchAction.RetryTrial a => $"retry {a.Trial}/{a.Attempt}: {a.Assignment}",
        SearchAction.LimitTrials a => $"limit {a.Most?.ToString() ?? "none"}",
        SearchAction.RecordUse a => $"used {Text(a.Seconds)} s, {Text(a.DeviceHours)} device hours",
        SearchAction.UseUp a => $"use up {a.Part}",
        SearchAction.RaiseBudget { Budget: var b } =>
            $"budget {Text(b.Seconds)} s, {Text(b.DeviceHours)} device hours, {Text(b.NoBetterAfter)} not better",
        SearchAction.WantRepeats a =>
            $"want {a.Repeats} of {a.Trial}: {a.Assignment}: "
            + string.Join('/', a.Results.Select(result => Text(result.Objective))),
        SearchAction.DropRepeats => "drop repeats",
        SearchAction.Learn { Observation: var seen } =>
            $"learn {seen.Trial}: {seen.Assignment}: {Text(seen.Objective)}",
        _ => throw new FormatException($"unknown action {action}"),
    };

    private static SearchEvent.RungReached Reached(string[] attempt, string step, string objective, double? best) =>
        new(int.Parse(attempt[0]), int.Parse(attempt[1]), int.Parse(step), Real(objective), best);

    private static Observation Lent((int Index, string Text) trial) => trial.Text.Split(':') switch
    {
        [var values, "-"] => new(trial.Index, Assignment(values.Split(',')), null, null),
        [var values, var objective] => new(trial.Index, Assignment(values.Split(',')), Real(objective), null),
        _ => throw new FormatException($"unknown observation {trial.Text}"),
    };

    private static Assignment Assignment(IEnumerable<string> values) => new(
        values.Select(value => value.Split('=')).Select(pair => KeyValuePair.Create(pair[0], Make.Value(pair[1]))));

    private static SearchEvent.AttemptEnded Ended(string[] attempt, string[] outcome) =>
        new(int.Parse(attempt[0]), int.Parse(attempt[1]), outcome switch
        {
            ["completed", var objective] => new AttemptOutcome.Completed(Real(objective)),
            ["failed", "on", var node, .. var cause] => new AttemptOutcome.Failed(string.Join(' ', cause), node),
            ["faulted", "on", var node, .. var cause] => new AttemptOutcome.Faulted(string.Join(' ', cause), node),
            ["failed", .. var cause] => new AttemptOutcome.Failed(string.Join(' ', cause)),
            ["diverged", .. var cause] => new AttemptOutcome.Diverged(string.Join(' ', cause)),
            ["released", .. var cause] => new AttemptOutcome.Released(string.Join(' ', cause)),
            ["cancelled"] => new AttemptOutcome.Cancelled(),
            _ => throw new FormatException($"unknown outcome {string.Join(' ', outcome)}"),
        });

    private static double? Some(string text) => text == "-" ? null : Real(text);

    private static double Real(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(double? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";

    private static string Suffix(string? cause) => cause is null ? "" : $": {cause}";
}

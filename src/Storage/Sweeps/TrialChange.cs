using System.Collections.Immutable;
using System.Text.Json;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Events;
using Experiments.Search.States;
using Experiments.Search.States.Trials;

namespace Experiments.Storage.Sweeps;

/// <summary>The combined change of a commit to one trial's row.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Status">The status after the commit.</param>
/// <param name="Attempt">The attempt after the commit.</param>
/// <param name="Restarts">The number of failed attempts, or null to keep the stored value.</param>
/// <param name="Begun">The attempt that the commit begins, or null if there is none.</param>
/// <param name="Objective">The finite objective, or null if there is none.</param>
/// <param name="Violation">How far the trial is outside of limits, or null.</param>
/// <param name="Objectives">The values of all objectives as JSON if there are several, or null.</param>
/// <param name="Cause">The reason why an attempt or the trial ended, or null to keep the stored value. The stored value
/// is always replaced if the trial completes.</param>
internal sealed record TrialChange(
    TrialId Trial, TrialStatus Status, int Attempt, int? Restarts, SearchAction.BeginAttempt? Begun, double? Objective,
    double? Violation, string? Objectives, string? Cause)
{
    public bool IsFinal => Status.IsFinal();

    /// <summary>The assignment of the attempt that begins, as JSON.</summary>
    public string AssignmentText => JsonSerializer.Serialize(Begun!.Assignment, SearchJson.Options);

    /// <summary>Returns the changes of a commit by trial number, the order in which all writers lock rows.</summary>
    public static ImmutableArray<TrialChange> FromCommit(SweepCommit commit)
    {
        var changes = new SortedDictionary<int, TrialChange>();
        foreach (var action in commit.Steps.SelectMany(step => step.Actions))
        {
            var number = NumberOf(action);
            if (number is null) continue;
            var before = changes.GetValueOrDefault(number.Value);
            changes[number.Value] = After(before, new TrialId(commit.SweepKey, number.Value), action);
        }

        return [.. changes.Values];
    }

    /// <summary>Returns the trials that a commit takes back from their end.</summary>
    public static IEnumerable<TrialId> RevivedBy(SweepCommit commit) =>
        commit.Steps.SelectMany(step => step.Actions).OfType<SearchAction.RetryTrial>()
            .Select(retry => new TrialId(commit.SweepKey, retry.Trial)).Distinct();

    private static int? NumberOf(SearchAction action) => action switch
    {
        SearchAction.BeginAttempt begin => begin.Trial,
        SearchAction.Requeue requeue => requeue.Trial,
        SearchAction.PauseTrial pause => pause.Trial,
        SearchAction.EndTrial end => end.Trial,
        SearchAction.RetryTrial retry => retry.Trial,
        _ => null,
    };

    private static TrialChange After(TrialChange? before, TrialId trial, SearchAction action) => action switch
    {
        SearchAction.BeginAttempt begin =>
            new(trial, TrialStatus.Running, begin.Attempt, begin.Restarts, begin, null, null, null, before?.Cause),
        SearchAction.Requeue requeue =>
            new(trial, TrialStatus.Waiting, requeue.Attempt, requeue.Restarts, before?.Begun, null, null,
                null, requeue.Cause),
        SearchAction.PauseTrial pause =>
            new(trial, TrialStatus.Paused, pause.Attempt, before?.Restarts, before?.Begun, null, null, null,
                before?.Cause),
        SearchAction.RetryTrial retry =>
            new(trial, TrialStatus.Waiting, retry.Attempt, 0, before?.Begun, null, null, null, before?.Cause),
        SearchAction.EndTrial { Status: TrialStatus.Completed } end =>
            new(trial, end.Status, end.Attempt, before?.Restarts, before?.Begun, end.Objective,
                end.Violation, Text(end.Objectives), end.Cause),
        SearchAction.EndTrial end =>
            new(trial, end.Status, end.Attempt, before?.Restarts, before?.Begun, end.Objective,
                end.Violation, Text(end.Objectives), end.Cause ?? before?.Cause),
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };

    private static string? Text(OutcomeValues? objectives) =>
        objectives is null ? null : JsonSerializer.Serialize(objectives, SearchJson.Options);
}

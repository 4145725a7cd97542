using System.Collections.Immutable;
using System.Text.Json;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Spaces;
using Experiments.Search.States;

namespace Experiments.Storage.Sweeps;

/// <summary>What a commit makes of one trial's row, whatever number of its actions touched it.</summary>
/// <param name="Trial">Whose.</param>
/// <param name="Status">Its status after the commit.</param>
/// <param name="Attempt">Its attempt after the commit.</param>
/// <param name="Restarts">Failed attempts so far; null leaves what is stored.</param>
/// <param name="Begun">The attempt that the commit begins, if it begins one.</param>
/// <param name="Objective">Finite, or null.</param>
/// <param name="Cause">Why an attempt or the trial ended; null leaves what is stored.</param>
internal sealed record TrialChange(
    TrialId Trial, TrialStatus Status, int Attempt, int? Restarts, SearchAction.BeginAttempt? Begun, double? Objective,
    string? Cause)
{
    public bool IsFinal => Status.IsFinal();

    /// <summary>Assignment of the attempt that begins, as its row has it.</summary>
    public string AssignmentText => JsonSerializer.Serialize(Begun!.Assignment, SearchJson.Options);

    /// <summary>The changes of a commit, in order of trial, the order in which everyone locks rows.</summary>
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

    private static int? NumberOf(SearchAction action) => action switch
    {
        SearchAction.BeginAttempt begin => begin.Trial,
        SearchAction.Requeue requeue => requeue.Trial,
        SearchAction.PauseTrial pause => pause.Trial,
        SearchAction.EndTrial end => end.Trial,
        _ => null,
    };

    private static TrialChange After(TrialChange? before, TrialId trial, SearchAction action) => action switch
    {
        SearchAction.BeginAttempt begin =>
            new(trial, TrialStatus.Running, begin.Attempt, begin.Restarts, begin, null, before?.Cause),
        SearchAction.Requeue requeue =>
            new(trial, TrialStatus.Waiting, requeue.Attempt, requeue.Restarts, before?.Begun, null, requeue.Cause),
        SearchAction.PauseTrial pause =>
            new(trial, TrialStatus.Paused, pause.Attempt, before?.Restarts, before?.Begun, null, before?.Cause),
        SearchAction.EndTrial { Status: TrialStatus.Completed } end =>
            new(trial, end.Status, end.Attempt, before?.Restarts, before?.Begun, end.Objective, end.Cause),
        SearchAction.EndTrial end =>
            new(trial, end.Status, end.Attempt, before?.Restarts, before?.Begun, end.Objective, end.Cause ?? before?.Cause),
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };
}

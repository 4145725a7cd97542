using Experiments.Search.Noise;
using Experiments.Search.States;
using Experiments.Search.States.Repeats;

namespace Experiments.Search.Events;

/// <summary>
/// The assignments of a sweep that completed, with their results, from its log, because a state does not remember
/// trials that ended.
/// </summary>
public sealed class CompletedAssignments
{
    private readonly Dictionary<int, Assignment> _open = [];
    private readonly Dictionary<Assignment, SortedDictionary<int, RepeatResult>> _results = [];

    /// <summary>Adds the next step of the log.</summary>
    public void Add(SearchStep step)
    {
        foreach (var action in step.Actions)
        {
            if (action is SearchAction.BeginAttempt begin) _open[begin.Trial] = begin.Assignment;
            if (action is not SearchAction.EndTrial end || !_open.Remove(end.Trial, out var assignment)) continue;
            if (end is not { Status: TrialStatus.Completed, Objective: { } objective }) continue;
            if (!_results.TryGetValue(assignment, out var results)) _results[assignment] = results = [];
            results[end.Trial] = new(objective, end.Violation, end.Outcomes, end.Trial);
        }
    }

    /// <summary>
    /// Returns the requests that repeat the leading assignments, best first as in <see cref="NoisyRanking"/>, so that
    /// each has this many trials in total.
    /// </summary>
    /// <param name="goal">Which objectives are better.</param>
    /// <param name="top">How many assignments, ≥ 1.</param>
    /// <param name="repeats">The number of trials of each.</param>
    public IEnumerable<SearchEvent.RepeatsRequested> Repeat(Goal goal, int top, int repeats)
    {
        var groups = _results.ToDictionary(pair => pair.Value.First().Key);
        var sorted = NoisyRanking.Sort(
            [.. groups.Select(pair => new RepeatGroup(pair.Value.Key, 0, [.. pair.Value.Value.Values])
                .Summarise(pair.Key))], goal);
        return sorted.Take(top).Select(result => new SearchEvent.RepeatsRequested(
            result.Trial, groups[result.Trial].Key, repeats, [.. groups[result.Trial].Value.Values]));
    }
}

using System.Collections.Immutable;
using Experiments.Search.States;
using Experiments.Search.States.Repeats;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Events;

/// <summary>
/// The observations that a sweep contributes to another one: trials that trained to their end and trials that failed.
/// Trials that were stopped early are left out, because the other sweep may have other rungs. Trials that repeat
/// another one count with it, as one trial that has the mean of their results.
/// </summary>
public static class LentObservations
{
    /// <summary>
    /// Returns the observations, in the order in which the trials ended. Steps must be ordered by Seq.
    /// </summary>
    public static ImmutableArray<Observation> Extract(IEnumerable<SearchStep> log)
    {
        var assignments = new Dictionary<int, Assignment>();
        var observations = ImmutableArray.CreateBuilder<Observation>();
        var repeated = new Dictionary<int, int>();
        var groups = new Dictionary<int, (int Index, RepeatGroup Group)>();
        foreach (var action in log.SelectMany(step => step.Actions))
        {
            if (action is SearchAction.BeginAttempt begin)
            {
                assignments[begin.Trial] = begin.Assignment;
                if (begin.RepeatOf is { } first) repeated[begin.Trial] = first;
            }
            if (action is not SearchAction.EndTrial end || !assignments.Remove(end.Trial, out var tried)) continue;
            var isRepeat = repeated.TryGetValue(end.Trial, out var of);
            if (end is { Status: TrialStatus.Completed, Objective: { } objective })
            {
                var known = groups.GetValueOrDefault(
                    isRepeat ? of : end.Trial, (Index: observations.Count, Group: new RepeatGroup(tried, 0, [])));
                var group = known.Group with
                {
                    Results = known.Group.Results.Add(new(objective, end.Violation, end.Outcomes)),
                };
                groups[isRepeat ? of : end.Trial] = (known.Index, group);
                var mean = new Observation(
                    isRepeat ? of : end.Trial, tried, group.Summarise(end.Trial).Mean, null, group.MeanOutcomes());
                if (known.Index == observations.Count) observations.Add(mean);
                else observations[known.Index] = mean;
            }
            else if (!isRepeat && end.Status is TrialStatus.Completed or TrialStatus.Failed)
            {
                observations.Add(new(end.Trial, tried, end.Objective, null, end.Outcomes));
            }
        }
        return observations.ToImmutable();
    }
}

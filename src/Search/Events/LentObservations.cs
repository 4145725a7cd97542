using System.Collections.Immutable;
using Experiments.Search.States;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Events;

/// <summary>
/// The observations that a sweep contributes to another one: trials that trained to their end and trials that failed.
/// Trials that were stopped early are left out, because the other sweep may have other rungs.
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
        foreach (var action in log.SelectMany(step => step.Actions))
        {
            if (action is SearchAction.BeginAttempt begin) assignments[begin.Trial] = begin.Assignment;
            if (action is not SearchAction.EndTrial end || !assignments.Remove(end.Trial, out var tried)) continue;
            if (end.Status is TrialStatus.Completed or TrialStatus.Failed)
                observations.Add(new(end.Trial, tried, end.Objective, null, end.Outcomes));
        }
        return observations.ToImmutable();
    }
}

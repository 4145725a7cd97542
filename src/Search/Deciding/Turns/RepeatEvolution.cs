using System.Collections.Immutable;
using Experiments.Search.Events;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Repeats;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Deciding.Turns;

/// <summary>How the repeats follow from the decisions.</summary>
internal static class RepeatEvolution
{
    /// <summary>Returns the table after a new trial has begun.</summary>
    public static RepeatTable? Begin(RepeatTable? table, SearchAction.BeginAttempt begin) =>
        begin.RepeatOf is not { } first
            ? table
            : table!.With(first, group => group with
            {
                Begun = group.Begun + 1,
                Repeats = group.Repeats.Add(begin.Trial),
            });

    /// <summary>
    /// Returns the state after a trial has ended: its result counts for its assignment, and the method knows the mean.
    /// </summary>
    /// <param name="spec">The specification of the search.</param>
    /// <param name="state">The state, in which the trial has ended.</param>
    /// <param name="end">The end of the trial.</param>
    /// <param name="assignment">The trial's assignment, or null if the trial did not run.</param>
    /// <param name="repeatOf">The first trial of its assignment if the trial is a repeat.</param>
    public static SearchState End(
        SearchSpec spec, SearchState state, SearchAction.EndTrial end, Assignment? assignment, int? repeatOf)
    {
        if (state.Repeats is not { } table) return state;
        var result = end is { Status: TrialStatus.Completed, Objective: { } objective }
            ? new RepeatResult(objective, end.Violation, end.Outcomes, end.Trial)
            : null;
        if (repeatOf is null)
        {
            // Without repeats, only what users ask for is remembered. They may have asked before a failed trial was
            // tried again.
            return spec.Repeats is null || result is null || assignment is null
                ? state
                : Reach(spec, state with
                {
                    Repeats = table.Groups.ContainsKey(end.Trial)
                        ? table.With(end.Trial, group => group with
                        {
                            Begun = group.Begun + 1,
                            Results = group.Results.Add(result),
                        })
                        : table with { Groups = table.Groups.Add(end.Trial, new(assignment, 1, [result])) },
                }, end.Trial);
        }
        var first = repeatOf.Value;
        if (result is null)
            return state with { Repeats = table.With(first, group => group with { Lost = group.Lost + 1 }) };
        var next = table.With(first, group => group with { Results = group.Results.Add(result) });
        return Reach(spec, state with
        {
            Repeats = next,
            Observations = Learn(spec, state.Observations, first, next.Groups[first]),
        }, first);
    }

    /// <summary>Returns the state after a user has asked for repeats.</summary>
    public static SearchState Want(SearchSpec spec, SearchState state, SearchAction.WantRepeats want)
    {
        var table = state.Repeats ?? new(1, spec.Goal);
        var group = table.Groups.GetValueOrDefault(want.Trial)
            ?? new(want.Assignment, want.Results.Length, [.. want.Results]);
        return state with
        {
            Repeats = table with
            {
                Groups = table.Groups.SetItem(want.Trial, group with { Wanted = want.Repeats + group.Lost }),
            },
        };
    }

    /// <summary>Returns the table without the repeats that users asked for and that have not begun.</summary>
    public static RepeatTable? Drop(RepeatTable? table) => table is null
        ? null
        : table with
        {
            Groups = table.Groups.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value with { Wanted = 0 }),
        };

    /// <summary>Returns the table after a trial that failed is tried again.</summary>
    public static RepeatTable? Retry(RepeatTable? table, int trial) => table?.FirstOf(trial) is { } first
        ? table.With(first, group => group with { Lost = group.Lost - 1 })
        : table;

    private static ImmutableList<Observation> Learn(
        SearchSpec spec, ImmutableList<Observation> observations, int first, RepeatGroup group)
    {
        var index = observations.FindIndex(seen => seen.Trial == first);
        if (index < 0) return observations;
        var outcomes = group.MeanOutcomes();
        return observations.SetItem(index, observations[index] with
        {
            Objective = group.Summarise(first).Mean,
            Outcomes = outcomes,
            Violation = Feasibility.ViolationOf(spec, outcomes),
        });
    }

    private static SearchState Reach(SearchSpec spec, SearchState state, int first)
    {
        if (spec.Target is not { } target || state is not { Status: SweepStatus.Running, TargetTrial: null })
            return state;
        var group = state.Repeats!.Groups[first];
        return spec.Repeats is { } repeats && group.Results.Count >= repeats
            && group.Results.TrueForAll(result => result.Violation is null)
            && spec.Goal.Reaches(group.Summarise(first).Mean, target)
            ? state with { TargetTrial = first }
            : state;
    }
}

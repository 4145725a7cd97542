using System.Collections.Immutable;
using System.Numerics;
using Experiments.Search.Deciding.Turns;
using Experiments.Search.Events;
using Experiments.Search.Methods;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Search.Deciding;

/// <summary>
/// A search as pure functions: a state and an event in, the next state and the decisions out. No clock, no I/O, no
/// hidden randomness: the same spec and the same events give the same decisions on any machine.
/// </summary>
public static class SearchCore
{
    /// <summary>
    /// Returns the state of a sweep that was just submitted: it waits for Prepared or PreparationFailed.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The space does not suit the method, such as a grid over a continuous parameter.
    /// </exception>
    public static SearchState Begin(SearchSpec spec)
    {
        var proposals = SearchMethods.Get(spec.Method).Proposals(spec) ?? int.MaxValue;
        return new()
        {
            RunCap = spec.RunCap,
            Proposals = (int)BigInteger.Min(proposals, int.MaxValue),
            Queue = [.. spec.Enqueue],
            Spending = spec.Budget is { } budget ? new(budget) : null,
            Repeats = spec.Repeats is { } most ? new(most, spec.Goal) : null,
        };
    }

    /// <summary>
    /// Decides one event. If it changes nothing (a duplicate, a stale event, no room), there are no actions and the
    /// state is the same instance; such an event need not be recorded.
    /// </summary>
    public static (SearchState Next, ImmutableArray<SearchAction> Actions) Apply(
        SearchSpec spec, SearchState state, SearchEvent happened) =>
        new Turn(spec, state).Decide(happened);

    /// <summary>
    /// Returns the state after a recorded step, from its actions as recorded; nothing is decided again.
    /// </summary>
    public static SearchState Fold(SearchSpec spec, SearchState state, SearchStep step) =>
        step.Actions.Aggregate(state, (next, action) => Evolution.After(spec, next, action));

    /// <summary>Returns the state that a sweep's whole log leads to. Steps must be ordered by Seq.</summary>
    public static SearchState Replay(SearchSpec spec, IEnumerable<SearchStep> steps) =>
        steps.Aggregate(Begin(spec), (state, step) => Fold(spec, state, step));

    /// <summary>
    /// Decides a sweep's whole log again and returns the steps whose decisions would differ now, each with the new
    /// decisions. Each step is decided from the state recorded before it, so one difference does not cause the next.
    /// </summary>
    public static IEnumerable<(SearchStep Recorded, ImmutableArray<SearchAction> Now)> Verify(
        SearchSpec spec, IEnumerable<SearchStep> steps)
    {
        var state = Begin(spec);
        foreach (var step in steps)
        {
            var (_, actions) = Apply(spec, state, step.Event);
            if (!actions.SequenceEqual(step.Actions)) yield return (step, actions);
            state = Fold(spec, state, step);
        }
    }
}

using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Deciding.Turns;

/// <summary>
/// Keeps apart trials that have no restarts left. When a node dies, it is not known which of its trials killed it, so
/// each is charged a restart. If they began together again, a trial that always kills its node would take its
/// neighbours with it until all of them fail. Therefore no two trials that have used up their restarts train on one
/// node.
/// </summary>
internal static class LastRestartIsolation
{
    /// <summary>
    /// Returns the trial that has waited longest of those that may begin on the node, or null if none may.
    /// </summary>
    /// <param name="spec">The specification of the search.</param>
    /// <param name="state">The state of the search.</param>
    /// <param name="node">The node.</param>
    /// <param name="again">Whether a trial may begin on a node where an attempt of it failed.</param>
    public static WaitingTrial? NextWaiting(SearchSpec spec, SearchState state, string node, bool again)
    {
        var next = state.Waiting.Find(MayBegin);
        if (next is null || !IsLast(spec, next.Restarts)) return next;
        var taken = state.Running.Values.Any(running => running.Node == node && IsLast(spec, running.Restarts));
        return taken ? state.Waiting.Find(waiting => MayBegin(waiting) && !IsLast(spec, waiting.Restarts)) : next;

        bool MayBegin(WaitingTrial waiting) => again || !waiting.HasFailedOn(node);
    }

    private static bool IsLast(SearchSpec spec, int restarts) => restarts > 0 && restarts >= spec.MaxRestarts;
}

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
    public static WaitingTrial? NextWaiting(SearchSpec spec, SearchState state, string node)
    {
        if (state.Waiting.IsEmpty || !IsLast(spec, state.Waiting[0].Restarts)) return state.Waiting.FirstOrDefault();
        var taken = state.Running.Values.Any(running => running.Node == node && IsLast(spec, running.Restarts));
        return taken ? state.Waiting.Find(waiting => !IsLast(spec, waiting.Restarts)) : state.Waiting[0];
    }

    private static bool IsLast(SearchSpec spec, int restarts) => restarts > 0 && restarts >= spec.MaxRestarts;
}

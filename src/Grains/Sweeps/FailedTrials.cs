using System.Collections.Immutable;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Search.Events;
using Experiments.Search.States;

namespace Experiments.Grains.Sweeps;

/// <summary>
/// Finds the trials of a sweep that failed for good in its log, because a state does not remember trials that ended.
/// </summary>
internal static class FailedTrials
{
    /// <summary>Returns the requests to try them again, by number.</summary>
    public static async Task<ImmutableSortedDictionary<int, SearchEvent.RetryRequested>> FindAsync(
        ISweepStore store, int sweepKey, CancellationToken cancel)
    {
        var failed = ImmutableSortedDictionary.CreateBuilder<int, SearchEvent.RetryRequested>();
        // Of trials that run, or wait to be tried again.
        var assignments = new Dictionary<int, Assignment>();
        await foreach (var step in store.ReadLogAsync(sweepKey, cancel))
        {
            foreach (var action in step.Actions)
            {
                switch (action)
                {
                    case SearchAction.BeginAttempt begin:
                        assignments[begin.Trial] = begin.Assignment;
                        failed.Remove(begin.Trial);
                        break;
                    // The search ignores a request for a trial that waits already.
                    case SearchAction.RetryTrial retry:
                        assignments[retry.Trial] = retry.Assignment;
                        break;
                    case SearchAction.EndTrial end:
                        if (assignments.Remove(end.Trial, out var assignment) && end.Status == TrialStatus.Failed)
                            failed[end.Trial] = new(end.Trial, end.Attempt, assignment);
                        else failed.Remove(end.Trial);
                        break;
                }
            }
        }

        return failed.ToImmutable();
    }
}

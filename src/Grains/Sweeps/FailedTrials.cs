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
        var begun = new Dictionary<int, SearchAction.BeginAttempt>();
        await foreach (var step in store.ReadLogAsync(sweepKey, cancel))
        {
            foreach (var action in step.Actions)
            {
                switch (action)
                {
                    case SearchAction.BeginAttempt begin:
                        begun[begin.Trial] = begin;
                        break;
                    case SearchAction.EndTrial end:
                        begun.Remove(end.Trial, out var last);
                        if (end.Status == TrialStatus.Failed && (last?.Assignment ?? failed.GetValueOrDefault(end.Trial)
                            ?.Assignment) is { } assignment)
                            failed[end.Trial] = new(end.Trial, end.Attempt, assignment);
                        else failed.Remove(end.Trial);
                        break;
                }
            }
        }

        // A trial that is tried again has begun since, or waits: the search ignores a request for it.
        foreach (var trial in begun.Keys) failed.Remove(trial);
        return failed.ToImmutable();
    }
}

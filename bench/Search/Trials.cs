using System.Diagnostics;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Specs;

namespace Experiments.Bench.Search;

/// <summary>
/// A sweep with a fixed number of concurrent trials, decided as a real one is; trials end in the order in which they
/// started.
/// </summary>
internal static class Trials
{
    /// <summary>
    /// Returns the best objective of a number of trials, and the milliseconds that it took to decide a trial.
    /// </summary>
    public static (double Best, double Milliseconds) Run(
        Objective objective, SearchMethod method, long seed, int trials, int workers)
    {
        var spec = new SearchSpec
        {
            Version = AlgorithmVersions.Newest,
            Space = objective.Space,
            Method = method,
            Seed = seed,
            RunCap = trials,
        };
        var (state, _) = SearchCore.Apply(spec, SearchCore.Begin(spec), new SearchEvent.Prepared());
        var deciding = TimeSpan.Zero;
        while (!state.IsFinal)
        {
            var start = Stopwatch.GetTimestamp();
            while (state.Running.Count < workers && state.RemainingDemand > 0)
                (state, _) = SearchCore.Apply(spec, state, new SearchEvent.SlotOffered("node"));
            deciding += Stopwatch.GetElapsedTime(start);
            var (trial, running) = state.Running.First();
            var completed = new AttemptOutcome.Completed(objective.Value(running.Assignment));
            (state, _) = SearchCore.Apply(spec, state, new SearchEvent.AttemptEnded(trial, running.Attempt, completed));
        }
        return (state.Best!.Objective, deciding.TotalMilliseconds / trials);
    }
}

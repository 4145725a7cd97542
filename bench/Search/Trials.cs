using System.Diagnostics;
using Experiments.Bench.Search.Problems;
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
    /// Returns the best value of a number of trials, without noise, and the milliseconds that it took to decide a
    /// trial.
    /// </summary>
    public static (double Best, double Milliseconds) Run(
        Objective objective, Contender contender, long seed, int trials, int workers)
    {
        var spec = new SearchSpec
        {
            Version = contender.Version,
            Space = objective.Space,
            Method = contender.Method,
            Seed = seed,
            RunCap = trials,
        };
        var (state, _) = SearchCore.Apply(spec, SearchCore.Begin(spec), new SearchEvent.Prepared());
        var (deciding, best, noise) = (TimeSpan.Zero, double.PositiveInfinity, new Random((int)seed));
        while (!state.IsFinal)
        {
            var start = Stopwatch.GetTimestamp();
            while (state.Running.Count < workers && state.RemainingDemand > 0)
                (state, _) = SearchCore.Apply(spec, state, new SearchEvent.SlotOffered("node"));
            deciding += Stopwatch.GetElapsedTime(start);
            var (trial, running) = state.Running.First();
            var value = objective.Value(running.Assignment);
            var fails = objective.Fails(running.Assignment);
            if (!fails) best = Math.Min(best, value);
            AttemptOutcome outcome = fails
                ? new AttemptOutcome.Diverged("it fails here")
                : new AttemptOutcome.Completed(value + objective.Noise * Linear.Normal(noise));
            (state, _) = SearchCore.Apply(spec, state, new SearchEvent.AttemptEnded(trial, running.Attempt, outcome));
        }
        return (best, deciding.TotalMilliseconds / trials);
    }
}

using System.Diagnostics;
using Experiments.Search.Deciding;

namespace Experiments.Bench.Search;

/// <summary>A sweep whose trials run one after another, decided as a real one is.</summary>
internal static class Trials
{
    /// <summary>The best objective of so many trials, and the milliseconds that it took to decide a trial.</summary>
    public static (double Best, double Milliseconds) Run(Objective objective, SearchMethod method, long seed, int trials)
    {
        var spec = new SearchSpec { Space = objective.Space, Method = method, Seed = seed, RunCap = trials };
        var (state, _) = SearchCore.Apply(spec, SearchCore.Begin(spec), new SearchEvent.Prepared());
        var deciding = TimeSpan.Zero;
        while (!state.IsFinal)
        {
            var start = Stopwatch.GetTimestamp();
            (state, var actions) = SearchCore.Apply(spec, state, new SearchEvent.SlotOffered("node"));
            deciding += Stopwatch.GetElapsedTime(start);
            var begin = (SearchAction.BeginAttempt)actions[0];
            var completed = new AttemptOutcome.Completed(objective.Value(begin.Assignment));
            (state, _) = SearchCore.Apply(spec, state, new SearchEvent.AttemptEnded(begin.Trial, begin.Attempt, completed));
        }
        return (state.Best!.Objective, deciding.TotalMilliseconds / trials);
    }
}

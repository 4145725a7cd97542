using CsCheck;
using Experiments.Search.Deciding;
using Experiments.Search.Methods;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Trials;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Support;

/// <summary>States in which trials have ended in every possible way.</summary>
internal static class Histories
{
    /// <summary>
    /// Checks states of any space with up to 40 finished trials: some failed, some stopped early, some running or
    /// paused.
    /// </summary>
    public static void ForAll(SearchMethod method, Action<SearchSpec, SearchState> check) =>
        Gen.Select(SpaceGen.Any, Gen.Long, Gen.Int[0, 40], Gen.Int[-6, 6].Array[40], Gen.Bool)
            .ForAll((space, seed, trials, results, maximize) =>
            {
                var spec = new SearchSpec
                {
                    Version = AlgorithmVersions.First + (int)((ulong)seed % AlgorithmVersions.Newest),
                    Space = space,
                    Method = method,
                    Seed = seed,
                    Goal = maximize ? Goal.Maximize : Goal.Minimize,
                };
                check(spec,
                    After(spec, trials, i => results[i] == 0 ? null : results[i], i => results[i] > 3 ? i % 3 : null));
            }, iter: 60);

    /// <summary>
    /// Returns a state with this many finished trials of random assignments, three more that run, and, if some stopped
    /// early, one that is paused.
    /// </summary>
    public static SearchState After(SearchSpec spec, int trials, Func<int, double?> objective, Func<int, int?> rung)
    {
        var random = SearchMethods.Get(SearchMethod.Random);
        var start = SearchCore.Begin(spec);
        Assignment Of(int trial) => random.Propose(spec, start, trial);
        var ended = Enumerable.Range(0, trials).Select(i => new Observation(i, Of(i), objective(i), rung(i))).ToArray();
        var resting = ended.Where(seen => seen is { Rung: 2, Objective: not null }).Take(1).ToArray();
        return start with
        {
            Status = SweepStatus.Running,
            NextTrial = trials + 3,
            Observations = [.. ended.Except(resting)],
            Paused = start.Paused.AddRange(resting.Select(seen => KeyValuePair.Create(
                seen.Trial,
                new PausedTrial(1, 0, seen.Assignment, new(0, 2, new(0, seen.Trial), seen.Objective, 0, 0, 3))))),
            Running = start.Running.AddRange(Enumerable.Range(trials, 3)
                .Select(trial => KeyValuePair.Create(trial, new RunningTrial(1, 0, "n", Of(trial))))),
        };
    }
}

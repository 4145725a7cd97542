using Experiments.Bench.Search.Problems;
using Experiments.Search.Noise;
using Experiments.Search.Simulation;
using Experiments.Search.Specs;
using Experiments.Workloads;
using Spectre.Console;

namespace Experiments.Bench.Search;

/// <summary>
/// How often the named best of noisy trials is the best assignment that was tried: named by single trials, by full
/// repeats, and by repeats that are cut short. All three see the same results.
/// </summary>
internal static class RepeatsTable
{
    private const int Repeats = 5;

    public static void Print(int firstSeed, int seeds, int assignments, int workers)
    {
        var table = new Table().AddColumns(
            "problem", "noise", "single", "full", "cut short", "cost of full", "right only if full",
            "right only if cut", "said");
        var all = new List<Run>();
        foreach (var problem in Noisy.All)
        {
            foreach (var noise in Noisy.Levels)
            {
                Run[] runs = [.. Enumerable.Range(firstSeed, seeds).AsParallel().AsOrdered()
                    .Select(seed => Race(problem, noise, seed, assignments, workers))];
                all.AddRange(runs);
                table.AddRow([problem.Name, $"{noise:0.##}", .. Cells(runs)]);
            }
        }

        table.AddRow(["all", "", .. Cells(all)]);
        AnsiConsole.WriteLine(
            $"{assignments} assignments, {Repeats} repeats, {workers} trials at once, seeds {firstSeed} to "
            + $"{firstSeed + seeds - 1}");
        AnsiConsole.Write(table);
    }

    private static string[] Cells(IReadOnlyCollection<Run> runs) =>
    [
        Share(runs, run => run.Single), Share(runs, run => run.Full), Share(runs, run => run.Cut),
        $"{runs.Average(run => run.Cost) * 100:0} %",
        $"{runs.Count(run => run is { Full: true, Cut: false })}",
        $"{runs.Count(run => run is { Full: false, Cut: true })}",
        $"{runs.Average(run => run.Said) * 100:0.0} %",
    ];

    private static string Share(IReadOnlyCollection<Run> runs, Func<Run, bool> isRight) =>
        $"{runs.Count(isRight) * 100.0 / runs.Count:0.0} %";

    private static Run Race(Objective problem, double noise, int seed, int assignments, int workers)
    {
        var spec = new SearchSpec
        {
            Version = AlgorithmVersions.Newest,
            Space = problem.Space,
            Method = SearchMethod.Random,
            Seed = seed,
            RunCap = assignments,
            Repeats = Repeats,
        };
        var curve = new NoisyCurve(problem, noise, seed);
        var simulator = new Simulator(spec, curve, workers);
        foreach (var _ in simulator.Run()) ;
        var groups = simulator.State.Repeats!.Groups;
        RepeatedResult Of(int trial, int count)
        {
            double[] results = [.. curve.Results(groups[trial].Assignment).Take(count)];
            return RepeatedResult.Of(trial, results, [0]);
        }

        var truth = groups.MinBy(pair => problem.Value(pair.Value.Assignment)).Key;
        var sorted = NoisyRanking.Sort(
            [.. groups.Select(pair => pair.Value.Summarise(pair.Key))], Goal.Minimize);
        return new(
            groups.Keys.MinBy(trial => Of(trial, 1).Mean) == truth,
            groups.Keys.MinBy(trial => Of(trial, Repeats).Mean) == truth,
            sorted[0].Trial == truth,
            (double)simulator.State.NextTrial / (assignments * Repeats),
            NoisyRanking.ChanceOfFirst(sorted, Goal.Minimize) ?? 0);
    }

    private sealed record Run(bool Single, bool Full, bool Cut, double Cost, double Said);

    /// <summary>The results of each assignment in the order of its trials, whichever their numbers are.</summary>
    private sealed class NoisyCurve(Objective problem, double noise, int seed) : ILearningCurve
    {
        private readonly Dictionary<Assignment, int> _places = [];
        private readonly Dictionary<Assignment, int> _begun = [];

        public int Steps(Assignment assignment) => 1;

        public double At(Assignment assignment, int step) => problem.Value(assignment);

        public double At(Assignment assignment, int step, int trial)
        {
            var begun = _begun.GetValueOrDefault(assignment);
            _begun[assignment] = begun + 1;
            return Results(assignment).ElementAt(begun);
        }

        public double SecondsPerStep(Assignment assignment) => 1;

        public IEnumerable<double> Results(Assignment assignment)
        {
            if (!_places.TryGetValue(assignment, out var place)) _places[assignment] = place = _places.Count;
            var random = new Random(seed * 10_007 + place);
            while (true) yield return problem.Value(assignment) + noise * Normal(random);
        }

        private static double Normal(Random random) =>
            Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}

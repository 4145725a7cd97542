using System.Globalization;
using Experiments.Bench.Search.Problems;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Fronts;
using Experiments.Search.Specs;
using Spectre.Console;

namespace Experiments.Bench.Search;

/// <summary>The hypervolume that each method reaches on problems with several objectives.</summary>
internal static class FrontTable
{
    private const int RandomPoints = 1_000;

    public static void Print(Contender[] contenders, int firstSeed, int seeds, int trials, int workers)
    {
        var table = new Table().AddColumn("hypervolume")
            .AddColumns(contenders.Select(contender => $"{contender}").ToArray());
        foreach (var problem in SeveralObjectives.All)
        {
            var reference = Reference(problem);
            var cells = contenders.Select(contender =>
            {
                var volumes = Enumerable.Range(firstSeed, seeds).AsParallel().AsOrdered()
                    .Select(seed => Hypervolume.Of(Run(problem, contender, seed, trials, workers), reference)).Order()
                    .ToArray();
                var median = (volumes[(seeds - 1) / 2] + volumes[seeds / 2]) / 2;
                return $"{Text(median)} ({Text(volumes[0])} to {Text(volumes[^1])})";
            });
            table.AddRow([problem.Name, .. cells]);
        }
        AnsiConsole.WriteLine(
            $"{trials} trials, {workers} at a time, seeds {firstSeed} to {firstSeed + seeds - 1}; median (least to "
            + $"greatest) of the hypervolume up to the worst of {RandomPoints} random trials in each objective");
        AnsiConsole.Write(table);
    }

    /// <summary>Returns the worst value of each objective among random trials.</summary>
    public static double[] Reference(SeveralObjectives problem)
    {
        // Other trials than those of the contenders.
        var points = Run(problem, new(SearchMethod.Random, AlgorithmVersions.Newest), 1_000_000, RandomPoints, 1);
        return [.. Enumerable.Range(0, problem.Count).Select(score => points.Max(point => point[score]))];
    }

    private static double[][] Run(
        SeveralObjectives problem, Contender contender, long seed, int trials, int workers)
    {
        var spec = new SearchSpec
        {
            Version = contender.Version,
            Space = problem.Space,
            Method = contender.Method,
            Seed = seed,
            RunCap = trials,
            MoreObjectives = problem.More,
        };
        var (state, _) = SearchCore.Apply(spec, SearchCore.Begin(spec), new SearchEvent.Prepared());
        var points = new List<double[]>();
        while (!state.IsFinal)
        {
            while (state.Running.Count < workers && state.RemainingDemand > 0)
                (state, _) = SearchCore.Apply(spec, state, new SearchEvent.SlotOffered("node"));
            var (trial, running) = state.Running.First();
            var values = problem.Values(running.Assignment);
            points.Add(values);
            (state, _) = SearchCore.Apply(spec, state, new SearchEvent.AttemptEnded(
                trial, 1, new AttemptOutcome.Completed(
                    values[0], new([.. values.Skip(1).Select(value => (double?)value)]))));
        }
        return [.. points];
    }

    private static string Text(double value) => value.ToString("G5", CultureInfo.InvariantCulture);
}

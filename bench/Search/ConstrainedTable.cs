using System.Globalization;
using Experiments.Bench.Search.Problems;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Specs;
using Experiments.Search.States.Trials;
using Spectre.Console;

namespace Experiments.Bench.Search;

/// <summary>How many trials break limits, and the best value within them, for each problem and method.</summary>
internal static class ConstrainedTable
{
    public static void Print(Contender[] contenders, int firstSeed, int seeds, int trials)
    {
        var table = new Table().AddColumn("share outside, best within")
            .AddColumns(contenders.Select(contender => $"{contender}").ToArray()).AddColumn("optimum");
        foreach (var problem in Constrained.All)
        {
            var cells = contenders.Select(contender =>
            {
                var runs = Enumerable.Range(firstSeed, seeds).AsParallel().AsOrdered()
                    .Select(seed => Run(problem, contender, seed, trials)).ToArray();
                var best = runs.Select(run => run.Best).Order().ToArray();
                var median = (best[(seeds - 1) / 2] + best[seeds / 2]) / 2;
                return $"{runs.Average(run => run.Outside) * 100:0} %, {Text(median)} ({Text(best[0])} to "
                    + $"{Text(best[^1])})";
            });
            table.AddRow([problem.Objective.Name, .. cells, Text(problem.Optimum)]);
        }
        AnsiConsole.WriteLine(
            $"{trials} trials, seeds {firstSeed} to {firstSeed + seeds - 1}; median (least to greatest) of the best");
        AnsiConsole.Write(table);
    }

    private static (double Outside, double Best) Run(Constrained problem, Contender contender, long seed, int trials)
    {
        var spec = new SearchSpec
        {
            Version = contender.Version,
            Space = problem.Objective.Space,
            Method = contender.Method,
            Seed = seed,
            RunCap = trials,
            Constraints = problem.Limits,
        };
        var (state, _) = SearchCore.Apply(spec, SearchCore.Begin(spec), new SearchEvent.Prepared());
        var outside = 0;
        while (!state.IsFinal)
        {
            (state, _) = SearchCore.Apply(spec, state, new SearchEvent.SlotOffered("node"));
            var (trial, running) = state.Running.First();
            var outcomes = new OutcomeValues(
                [.. problem.Outcomes(Objective.Numbers(running.Assignment)).Select(value => (double?)value)]);
            if (Feasibility.ViolationOf(spec, outcomes) is not null) outside++;
            (state, _) = SearchCore.Apply(spec, state, new SearchEvent.AttemptEnded(
                trial, 1, new AttemptOutcome.Completed(problem.Objective.Value(running.Assignment), outcomes)));
        }
        return (
            (double)outside / trials,
            state.Best is { Violation: null } best ? best.Objective : double.PositiveInfinity);
    }

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}

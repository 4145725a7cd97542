using System.Globalization;
using Experiments.Bench.Search.Problems;
using Spectre.Console;

namespace Experiments.Bench.Search;

/// <summary>The best value after 100 trials for each function and each of our methods, next to Optuna's.</summary>
internal static class QualityTable
{
    private const int Budget = 100;

    public static void Print(Contender[] contenders, int firstSeed, int seeds, int workers)
    {
        var table = new Table().AddColumn("mean ± std (median)")
            .AddColumns(contenders.Select(contender => $"{contender}").ToArray())
            .AddColumns(OptunaFigures.Methods.Select(name => $"Optuna {name}").ToArray());
        var ranks = new double[contenders.Length + OptunaFigures.Methods.Length];
        var milliseconds = new double[contenders.Length];
        foreach (var (row, objective) in Textbook.All.Index())
        {
            var cells = new List<string> { objective.Name };
            var means = new List<double>();
            foreach (var (column, contender) in contenders.Index())
            {
                var runs = Enumerable.Range(firstSeed, seeds).AsParallel().AsOrdered()
                    .Select(seed => Trials.Run(objective, contender, seed, Budget, workers)).ToArray();
                var best = runs.Select(run => run.Best).Order().ToArray();
                means.Add(best.Average());
                cells.Add($"{Text(best.Average())} ± {Text(Deviation(best))} ({Text(Median(best))})");
                milliseconds[column] += runs.Average(run => run.Milliseconds) / Textbook.All.Length;
            }
            means.AddRange(OptunaFigures.Means[row]);
            foreach (var (column, mean) in means.Index())
                ranks[column] += 1 + means.Count(other => other < mean)
                    + (means.Count(other => other == mean) - 1) / 2.0;
            table.AddRow([.. cells, .. OptunaFigures.Means[row].Select(Text)]);
        }
        table.AddRow(["sum of ranks", .. ranks.Select(Text)]);
        table.AddRow(["ms per proposal", .. milliseconds.Concat(OptunaFigures.Milliseconds).Select(Text)]);
        AnsiConsole.WriteLine($"{Budget} trials, seeds {firstSeed} to {firstSeed + seeds - 1}, {workers} at once");
        AnsiConsole.Write(table);
    }

    private static string Text(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    private static double Median(double[] ordered) =>
        (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2;

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}

using System.Globalization;
using Spectre.Console;

namespace Experiments.Bench.Search;

/// <summary>
/// The best values of each problem as medians over the seeds, and the mean rank of each method: for each problem and
/// seed, the best value has rank 1, and equal values share their ranks. The 95 % interval is a bootstrap over the
/// problems.
/// </summary>
internal static class RankTable
{
    private const int Draws = 2_000;

    public static void Print(
        Objective[] problems, Contender[] contenders, int firstSeed, int seeds, int trials, int workers)
    {
        var table = new Table
        {
            Title = new($"{trials} trials, seeds {firstSeed} to {firstSeed + seeds - 1}, {workers} at once"),
        };
        table.AddColumn("median").AddColumns([.. contenders.Select(contender => $"{contender}")]);
        var ranks = new double[problems.Length][];
        var milliseconds = new double[contenders.Length];
        foreach (var (row, problem) in problems.Index())
        {
            var runs = Enumerable.Range(0, seeds * contenders.Length).AsParallel().AsOrdered()
                .Select(run => Trials.Run(
                    problem, contenders[run % contenders.Length], firstSeed + run / contenders.Length, trials, workers))
                .Chunk(contenders.Length).ToArray();
            ranks[row] = [.. contenders.Select((_, column) => runs.Average(run => Rank(run, column)))];
            for (var column = 0; column < contenders.Length; column++)
                milliseconds[column] += runs.Average(run => run[column].Milliseconds) / problems.Length;
            table.AddRow([
                problem.Name, .. contenders.Select((_, column) => Text(Median(runs.Select(run => run[column].Best)))),
            ]);
        }
        table.AddRow([
            "mean rank (95 %)", .. contenders.Select((_, column) =>
                Interval([.. ranks.Select(row => row[column])])),
        ]);
        table.AddRow(["ms per proposal", .. milliseconds.Select(Text)]);
        AnsiConsole.Write(table);
    }

    private static double Rank((double Best, double Milliseconds)[] run, int column) =>
        1 + run.Count(other => other.Best < run[column].Best)
        + (run.Count(other => other.Best == run[column].Best) - 1) / 2.0;

    private static string Interval(double[] ranks)
    {
        var random = new Random(1);
        var means = Enumerable.Range(0, Draws)
            .Select(_ => Enumerable.Range(0, ranks.Length).Average(_ => ranks[random.Next(ranks.Length)]))
            .Order().ToArray();
        return string.Create(CultureInfo.InvariantCulture,
            $"{ranks.Average():0.00} ({means[Draws / 40]:0.00} to {means[Draws - 1 - Draws / 40]:0.00})");
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2;
    }

    private static string Text(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}

using System.Globalization;
using Experiments.Bench.Shared;
using Experiments.Search.Simulation;
using Experiments.Search.Specs;
using Spectre.Console;

namespace Experiments.Bench.Asha;

/// <summary>How soon ASHA has a fully trained trial as good as the best of random search.</summary>
internal static class ReachTable
{
    public static void Print(SearchSpec asha, int workers, int seeds, int randomTrials)
    {
        var table = new Table
        {
            Title = new($"best of {randomTrials} random trials, {workers} workers, {seeds} seeds"),
        };
        table.AddColumns("seed", "best of random", "its epochs", "ASHA's epochs to it", "fraction", "of the time");
        var fractions = new List<double>();
        for (var seed = 0; seed < seeds; seed++)
        {
            var (best, epochs, time) = Random(
                asha with { Seed = seed, EarlyTermination = null, RunCap = randomTrials }, workers);
            // Other draws than those of random search, so that neither profits from the other's luck.
            var reached = Reach(asha with { Seed = seed + 1_000, RunCap = null }, workers, best, epochs);
            var fraction = reached is { } found ? found.Epochs / (double)epochs : double.NaN;
            fractions.Add(reached is null ? 1 : fraction);
            table.AddRow(
                $"{seed}", Text(best, "f4"), $"{epochs}", reached is { } at
                    ? $"{at.Epochs}"
                    : "more", Text(fraction, "p1"),
                reached is { } when ? Text(when.Time / time, "p1") : "");
        }
        table.AddRow("median", "", "", "", Text(Medians.Of(fractions), "p1"), "");
        AnsiConsole.Write(table);
    }

    private static (double Best, long Epochs, double Time) Random(SearchSpec spec, int workers)
    {
        var simulator = new Simulator(spec, new Curves(), workers);
        var (epochs, time) = (0L, 0.0);
        foreach (var segment in simulator.Run()) (epochs, time) = (epochs + segment.To - segment.From, segment.Ends);
        return (simulator.State.Best!.Objective, epochs, time);
    }

    private static (long Epochs, double Time)? Reach(SearchSpec spec, int workers, double best, long most)
    {
        var epochs = 0L;
        foreach (var segment in new Simulator(spec, new Curves(), workers).Run())
        {
            epochs += segment.To - segment.From;
            if (epochs > most) return null;
            if (segment.IsLast && segment.Objective <= best) return (epochs, segment.Ends);
        }
        return null;
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}

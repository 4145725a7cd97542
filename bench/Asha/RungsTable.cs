using System.Globalization;
using Experiments.Search.Simulation;
using Experiments.Search.Specs;
using Spectre.Console;

namespace Experiments.Bench.Asha;

/// <summary>Where the epochs go, and how many trials are promoted that turn out not to be among the best.</summary>
internal static class RungsTable
{
    public static void Print(SearchSpec spec, int workers)
    {
        var simulator = new Simulator(spec, new Curves(), workers);
        var spent = new SortedDictionary<int, long>();
        var reached = new Dictionary<int, HashSet<int>>();
        foreach (var segment in simulator.Run())
        {
            spent[segment.To] = spent.GetValueOrDefault(segment.To) + segment.To - segment.From;
            if (!reached.TryGetValue(segment.To, out var here)) reached[segment.To] = here = [];
            here.Add(segment.Trial);
        }
        var (all, state) = ((double)spent.Values.Sum(), simulator.State);
        var table = new Table
        {
            Title = new($"{state.NextTrial} trials, η = 4, r = 1, R = {Curves.Budget}, {workers} workers"),
        };
        table.AddColumns("epoch", "trials", "share of epochs", "the paper's", "promoted", "by mistake", "√n");
        // In the long run, one trial in 4^k reaches rung k, and trains 4^k − 4^(k−1) epochs for it.
        var shares = spent.Keys.Select((_, rung) => rung == 0 ? 1 : 0.75).ToArray();
        foreach (var (rung, (epoch, epochs)) in spent.Index())
        {
            string[] judged = ["", "", ""];
            if (rung < state.Rungs.Count)
            {
                var here = state.Rungs[rung];
                var best = here.Results.Take(here.Quota).Select(result => result.Trial).ToHashSet();
                var promoted = reached[spent.Keys.ElementAt(rung + 1)];
                judged =
                [
                    $"{promoted.Count}", $"{promoted.Count(trial => !best.Contains(trial))}",
                    Math.Sqrt(here.Results.Count).ToString("f0", CultureInfo.InvariantCulture),
                ];
            }
            table.AddRow([
                $"{epoch}", $"{reached[epoch].Count}", Percent(epochs / all),
                Percent(shares[rung] / shares.Sum()), .. judged,
            ]);
        }
        AnsiConsole.Write(table);
    }

    private static string Percent(double share) => (100 * share).ToString("f1", CultureInfo.InvariantCulture) + " %";
}

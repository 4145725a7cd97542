using Experiments.Bench.Search.Problems;
using Experiments.Search.Fronts;
using Experiments.Search.Simulation;
using Experiments.Search.Specs;
using Spectre.Console;

namespace Experiments.Bench.Search;

/// <summary>The epochs that early termination saves with two objectives, and the hypervolume that is left.</summary>
internal static class FrontPruningTable
{
    private static readonly (string Name, EarlyTermination Rule)[] Rules =
    [
        ("asha, promote", new EarlyTermination.Asha("epoch", 1, 3, 27, 1)),
        ("asha, promote, from 3", new EarlyTermination.Asha("epoch", 3, 3, 27, 1)),
        ("asha, stop, from 3", new EarlyTermination.Asha("epoch", 3, 3, 27, 1, Stopping: true)),
        ("asha, promote, from 3, factor 2", new EarlyTermination.Asha("epoch", 3, 2, 27, 1)),
    ];

    public static void Print(Contender[] contenders, int firstSeed, int seeds, int trials, int workers)
    {
        var problem = SeveralObjectives.All[^1];
        var reference = FrontTable.Reference(problem);
        var table = new Table().AddColumn("epochs saved, hypervolume kept")
            .AddColumns(contenders.Select(contender => $"{contender}").ToArray());
        var whole = contenders.Select(contender => Enumerable.Range(firstSeed, seeds)
            .Select(seed => Run(problem, contender, seed, trials, workers, null, reference)).ToArray()).ToArray();
        foreach (var (name, rule) in Rules)
        {
            var cells = contenders.Index().Select(contender =>
            {
                var runs = Enumerable.Range(firstSeed, seeds).AsParallel().AsOrdered()
                    .Select(seed => Run(problem, contender.Item, seed, trials, workers, rule, reference)).ToArray();
                var before = whole[contender.Index];
                var saved = 1 - runs.Sum(run => run.Epochs) / (double)before.Sum(run => run.Epochs);
                var kept = runs.Zip(before, (run, all) => run.Volume / all.Volume).Order().ToArray();
                return $"{saved * 100:0} %, {(kept[(seeds - 1) / 2] + kept[seeds / 2]) * 50:0.0} % "
                    + $"({kept[0] * 100:0.0} to {kept[^1] * 100:0.0})";
            });
            table.AddRow([name, .. cells]);
        }
        AnsiConsole.WriteLine(
            $"{problem.Name}: {trials} trials of 27 epochs, {workers} at a time, seeds {firstSeed} to "
            + $"{firstSeed + seeds - 1}; the median (least to greatest) of the share of the hypervolume without early "
            + "termination");
        AnsiConsole.Write(table);
    }

    private static (int Epochs, double Volume) Run(
        SeveralObjectives problem, Contender contender, long seed, int trials, int workers, EarlyTermination? rule,
        double[] reference)
    {
        var simulator = new Simulator(
            new SearchSpec
            {
                Version = contender.Version,
                Space = problem.Space,
                Method = contender.Method,
                Seed = seed,
                RunCap = trials,
                MoreObjectives = problem.More,
                EarlyTermination = rule,
            },
            new FrontCurves(problem), workers);
        var epochs = simulator.Run().Sum(segment => segment.To - segment.From);
        // Only trials that trained to their end are on the front.
        return (epochs, Hypervolume.Of(
            [.. simulator.State.Front!.Select(trial => trial.Scores.Items.Select(score => score!.Value).ToArray())],
            reference));
    }
}

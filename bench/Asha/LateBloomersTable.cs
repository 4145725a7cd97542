using System.Globalization;
using Experiments.Search.Simulation;
using Experiments.Search.Specs;
using Spectre.Console;

namespace Experiments.Bench.Asha;

/// <summary>How often each early termination ends a sweep with a late bloomer, and how many epochs it trains.</summary>
internal static class LateBloomersTable
{
    private const int Workers = 8;

    private static readonly (string Name, EarlyTermination? Rule)[] Rules =
    [
        ("none", null),
        ("asha", new EarlyTermination.Asha("epoch", 1, 3, LateBloomers.Budget, 1)),
        ("asha, mode: stop", new EarlyTermination.Asha("epoch", 1, 3, LateBloomers.Budget, 1, Stopping: true)),
        ("asha, brackets: 3", new EarlyTermination.Asha("epoch", 1, 3, LateBloomers.Budget, 3)),
        ("asha, brackets: 5", new EarlyTermination.Asha("epoch", 1, 3, LateBloomers.Budget, 5)),
        ("hyperband", new EarlyTermination.Hyperband(0, LateBloomers.Budget, 4, 3, Strict: true)),
        ("median", new EarlyTermination.Median(5, 3)),
        .. new[] { 0.1, 0.2, 0.3, 0.35 }.Select(share => (
            string.Create(CultureInfo.InvariantCulture, $"asha, never_stopped: {share}"),
            (EarlyTermination?)new EarlyTermination.Asha("epoch", 1, 3, LateBloomers.Budget, 1)
            {
                NeverStopped = share,
            })),
        ("hyperband, never_stopped: 0.3", new EarlyTermination.Hyperband(0, LateBloomers.Budget, 4, 3, Strict: true)
        {
            NeverStopped = 0.3,
        }),
        ("plateau", new EarlyTermination.Plateau(10, 0)),
    ];

    /// <summary>
    /// Counts only the sweeps that random search without early termination ends with a late bloomer; the regret is the
    /// mean difference from the best objective of that search.
    /// </summary>
    public static void Print(int sweeps, int trials, SearchMethod method)
    {
        var runs = Rules.Select(rule => Enumerable.Range(0, sweeps).AsParallel().AsOrdered()
            .Select(seed => Run(rule.Rule, rule.Rule is null ? SearchMethod.Random : method, seed, trials))
            .ToArray()).ToArray();
        var table = new Table
        {
            Title = new($"late bloomers: {sweeps} sweeps of {trials} trials, {method}".ToLowerInvariant()),
        };
        table.AddColumns("early termination", "ends with one", "epochs", "mean regret");
        int[] late = [.. Enumerable.Range(0, sweeps).Where(seed => runs[0][seed].IsLate)];
        foreach (var (row, (name, _)) in Rules.Index())
        {
            table.AddRow(
                name, Percent(late.Count(seed => runs[row][seed].IsLate) / (double)late.Length),
                Percent(late.Average(seed => runs[row][seed].Epochs / (double)runs[0][seed].Epochs)),
                late.Average(seed => runs[row][seed].Best - runs[0][seed].Best)
                    .ToString("f3", CultureInfo.InvariantCulture));
        }
        AnsiConsole.Write(table);
    }

    private static (bool IsLate, long Epochs, double Best) Run(
        EarlyTermination? rule, SearchMethod method, int seed, int trials)
    {
        var spec = new SearchSpec
        {
            Version = AlgorithmVersions.Newest,
            Space = LateBloomers.Space,
            Method = method,
            Seed = seed,
            RunCap = trials,
            EarlyTermination = rule,
        };
        var (epochs, best, isLate) = (0L, double.PositiveInfinity, false);
        foreach (var segment in new Simulator(spec, new LateBloomers(), Workers).Run())
        {
            epochs += segment.To - segment.From;
            if (!segment.IsLast || segment.Objective >= best) continue;
            best = segment.Objective;
            isLate = LateBloomers.IsLate(segment.Assignment);
        }
        return (isLate, epochs, best);
    }

    private static string Percent(double share) => share.ToString("p0", CultureInfo.InvariantCulture);
}

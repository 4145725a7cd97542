using System.Diagnostics;
using System.Globalization;
using Experiments.Bench.Search.Problems;
using Experiments.Bench.Shared;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Sampling;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Trials;
using Experiments.Workloads;
using Spectre.Console;

namespace Experiments.Bench.Search;

/// <summary>
/// The cost of a proposal once many trials have finished, and its allocations on small and huge grids.
/// </summary>
internal static class CostTable
{
    private const int Repeats = 20;

    private static readonly (SearchMethod Method, int Finished, double Most)[] Bars =
    [
        (SearchMethod.Tpe, 1_000, 5), (SearchMethod.Tpe, 10_000, 50), (SearchMethod.Gp, 300, 150),
        (SearchMethod.Cmaes, 10_000, 50),
    ];

    public static void Print(Contender[] contenders)
    {
        var table = new Table().AddColumns("method", "finished trials", "ms per proposal (median)", "must be at most");
        foreach (var (contender, finished, most) in
            from bar in Bars
            from contender in contenders
            where contender.Method == bar.Method
            select (contender, bar.Finished, bar.Most))
        {
            foreach (var objective in new[] { Textbook.All[1], Textbook.All[^1] })
            {
                var text = Median(contender, finished, objective).ToString("0.00", CultureInfo.InvariantCulture);
                table.AddRow($"{contender} on {objective.Name}", $"{finished}", text, $"{most}");
            }
        }
        AnsiConsole.Write(table);
        var memory = new Table().AddColumns("bytes per proposal on a grid of", "1,000 points", "10¹² points");
        foreach (var contender in contenders)
            memory.AddRow($"{contender}", $"{Allocated(contender, 3)}", $"{Allocated(contender, 12)}");
        AnsiConsole.Write(memory);
    }

    private static double Median(Contender contender, int finished, Objective objective)
    {
        var spec = new SearchSpec
        {
            Version = contender.Version,
            Space = objective.Space,
            Method = contender.Method,
        };
        var state = After(spec, finished, objective.Value);
        var times = new List<double>();
        for (var repeat = 0; repeat <= Repeats; repeat++)
        {
            var start = Stopwatch.GetTimestamp();
            SearchCore.Apply(spec with { Seed = repeat }, state, new SearchEvent.SlotOffered("node"));
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        return Medians.Of(times.Skip(1));
    }

    private static long Allocated(Contender contender, int dimensions)
    {
        var space = new SearchSpace(
            [.. Enumerable.Range(0, dimensions)
                .Select(i => new Parameter($"x{i}", new Distribution.IntUniform(1, 10), []))]);
        var spec = new SearchSpec { Version = contender.Version, Space = space, Method = contender.Method };
        var state = After(spec, 100, _ => 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        SearchCore.Apply(spec, state, new SearchEvent.SlotOffered("node"));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Creates a sweep whose first trials were random and have finished.</summary>
    private static SearchState After(SearchSpec spec, int finished, Func<Assignment, double> value)
    {
        var random = new Random(1);
        var observations = Enumerable.Range(0, finished).Select(trial =>
        {
            var assignment = spec.Space.Assign(
                parameter => Quantile.Evaluate(parameter.Distribution, random.NextDouble()));
            return new Observation(trial, assignment, value(assignment), null);
        });
        return SearchCore.Begin(spec) with
        {
            Status = SweepStatus.Running,
            NextTrial = finished,
            Completed = finished,
            Observations = [.. observations],
        };
    }
}

using Experiments.Search.Numerics;
using Experiments.Search.Specs;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Simulation;

/// <summary>
/// What a sweep would have cost and found under another early termination: its recorded curves, run again in the
/// simulator with the same assignments in the same order.
/// </summary>
/// <param name="Steps">The steps that trials would have trained together, in the unit of rungs.</param>
/// <param name="StepsToTheEnd">The steps that they would train if none were stopped.</param>
/// <param name="Completed">The number of trials that would have completed.</param>
/// <param name="Best">The objective of the best of them, or null if there is none.</param>
/// <param name="BestTrial">The number of that trial.</param>
/// <param name="Predicted">The share of the steps that was not recorded, 0 to 1; if it is 0, the answer is exact.
/// </param>
/// <param name="StepsInterval">The interval of 90 % of the steps.</param>
/// <param name="BestInterval">The interval of 90 % of the best objective, ascending, or null if there is none.</param>
public sealed record WhatIf(
    double Steps, double StepsToTheEnd, double Completed, double? Best, int? BestTrial, double Predicted,
    (double Low, double High) StepsInterval, (double Low, double High)? BestInterval)
{
    // Possible continuations of the curves that are not whole.
    private const int Draws = 100;

    // The fewest whole curves that others are predicted from.
    private const int FewestWhole = 3;

    /// <summary>Runs the recorded trials again.</summary>
    /// <param name="spec">The specification of the recorded sweep.</param>
    /// <param name="trials">Its trials with their curves, by number.</param>
    /// <param name="rule">The other early termination, or null for none. Its rungs must count steps or reports.</param>
    /// <param name="workers">The number of trials that train at once, ≥ 1.</param>
    /// <param name="atBest">Whether the best value of a trial is its objective, and not the last one.</param>
    /// <returns>
    /// The answer, or null if there is no curve, or too few whole ones to predict what the rule needs.
    /// </returns>
    /// <exception cref="ArgumentException">Rungs of the rule are measured by a metric.</exception>
    public static WhatIf? Of(
        SearchSpec spec, IReadOnlyList<RecordedTrial> trials, EarlyTermination? rule, int workers, bool atBest = false)
    {
        if (rule?.ClockIn(spec.Version) is RungClock.Metric metric)
            throw new ArgumentException($"Rungs that are measured by the metric {metric.Name} are not recorded.");
        var known = trials.Where(trial => !trial.Curve.IsEmpty).ToList();
        if (known.Count == 0) return null;
        var points = known.Select(trial => new RecordedPoints(
            trial, spec.Goal, rule?.ClockIn(spec.Version) is RungClock.Reports, atBest,
            spec.EarlyTermination is EarlyTermination.Plateau)).ToArray();
        var again = Again(spec, known, rule);
        var lines = new Dictionary<(int From, int To), FittedLine?>();
        var runs = new List<Outcome> { Run(0) };
        if (runs[0].Predicted > 0)
        {
            if (points.Where((each, at) => each.IsWhole && known[at].HasCompleted).Count() < FewestWhole) return null;
            runs.AddRange(Enumerable.Range(1, Draws - 1).Select(Run));
        }
        var found = runs.Where(run => run.Best is not null).Select(run => run.Best!.Value).Order().ToList();
        var median = runs.OrderBy(run => run.Steps).ElementAt(runs.Count / 2);
        var best = found.Count == 0 ? (double?)null : found[found.Count / 2];
        return new(
            median.Steps, median.StepsToTheEnd, median.Completed, best,
            // With several answers the trial that is best most often.
            runs.Where(run => run.BestTrial is not null).GroupBy(run => run.BestTrial)
                .OrderByDescending(same => same.Count()).FirstOrDefault()?.Key is { } at ? known[at].Number : null,
            runs.Average(run => run.Predicted), Interval([.. runs.Select(run => run.Steps).Order()]),
            found.Count == 0 ? null : Interval(found));

        Outcome Run(int luck)
        {
            var simulator = new Simulator(again, new RecordedCurves(known, points, lines, luck), workers);
            var (trained, whole, predicted) = (0L, 0L, 0L);
            foreach (var segment in simulator.Run())
            {
                trained += segment.To - segment.From;
                if (segment.From == 0) whole += segment.Budget;
                var end = points[segment.Trial].Last;
                if (!points[segment.Trial].IsWhole) predicted += Math.Max(0, segment.To - Math.Max(segment.From, end));
            }
            return new(
                trained, whole, simulator.State.Completed, simulator.State.Best?.Objective,
                simulator.State.Best?.Trial, trained == 0 ? 0 : (double)predicted / trained);
        }
    }

    /// <summary>
    /// Returns a search that tries the recorded assignments in their order. What would end it before, and what depends
    /// on measurements that curves lack, is left out.
    /// </summary>
    private static SearchSpec Again(SearchSpec spec, List<RecordedTrial> trials, EarlyTermination? rule) => spec with
    {
        Method = SearchMethod.Random,
        RunCap = trials.Count,
        Enqueue = [.. trials.Select(trial => trial.Assignment)],
        EarlyTermination = rule,
        Repeats = null,
        Target = null,
        Budget = null,
        Constraints = null,
        MoreObjectives = null,
    };

    private static (double Low, double High) Interval(IReadOnlyList<double> ascending) => (
        ascending[(int)(0.05 * (ascending.Count - 1))],
        ascending[(int)Math.Ceiling(0.95 * (ascending.Count - 1))]);

    private sealed record Outcome(
        long Steps, long StepsToTheEnd, int Completed, double? Best, int? BestTrial, double Predicted);
}

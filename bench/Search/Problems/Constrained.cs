using System.Collections.Immutable;
using Experiments.Search.Specs;
using static Experiments.Bench.Search.Objective;

namespace Experiments.Bench.Search.Problems;

/// <summary>A function to minimise, with limits of other functions.</summary>
/// <param name="Objective">The function.</param>
/// <param name="Limits">The limits.</param>
/// <param name="Outcomes">The values that have a limit, in the order of the limits.</param>
/// <param name="Optimum">The least value within the limits.</param>
internal sealed record Constrained(
    Objective Objective, ImmutableArray<OutcomeConstraint> Limits, Func<double[], double[]> Outcomes, double Optimum)
{
    /// <summary>
    /// Common test problems. G4 is the fourth of Michalewicz and Schoenauer, <i>Evolutionary algorithms for constrained
    /// parameter optimization problems</i>, Evolutionary Computation 4 (1996).
    /// </summary>
    public static readonly Constrained[] All =
    [
        new(
            Real("Branin in a disk", [(-5, 10), (0, 15)], TextbookFunctions.Branin), [new("disk", Max: 50)],
            x => [(x[0] - 2.5) * (x[0] - 2.5) + (x[1] - 7.5) * (x[1] - 7.5)], 0.397887),
        new(
            Real("Mishra's bird", [(-10, 0), (-6.5, 0)], Bird), [new("disk", Max: 25)],
            x => [(x[0] + 5) * (x[0] + 5) + (x[1] + 5) * (x[1] + 5)], -106.7645),
        new(
            Real("G4", [(78, 102), (33, 45), (27, 45), (27, 45), (27, 45)], G4),
            [new("u", Min: 0, Max: 92), new("v", Min: 90, Max: 110), new("w", Min: 20, Max: 25)],
            x =>
            [
                85.334407 + 0.0056858 * x[1] * x[4] + 0.0006262 * x[0] * x[3] - 0.0022053 * x[2] * x[4],
                80.51249 + 0.0071317 * x[1] * x[4] + 0.0029955 * x[0] * x[1] + 0.0021813 * x[2] * x[2],
                9.300961 + 0.0047026 * x[2] * x[4] + 0.0012547 * x[0] * x[2] + 0.0019085 * x[2] * x[3],
            ],
            -30665.539),
    ];

    private static double Bird(double[] x) =>
        Math.Sin(x[1]) * Math.Exp((1 - Math.Cos(x[0])) * (1 - Math.Cos(x[0])))
        + Math.Cos(x[0]) * Math.Exp((1 - Math.Sin(x[1])) * (1 - Math.Sin(x[1])))
        + (x[0] - x[1]) * (x[0] - x[1]);

    private static double G4(double[] x) =>
        5.3578547 * x[2] * x[2] + 0.8356891 * x[0] * x[4] + 37.293239 * x[0] - 40792.141;
}

using System.Collections.Immutable;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Workloads;
using static Experiments.Bench.Search.Objective;

namespace Experiments.Bench.Search.Problems;

/// <summary>Several functions to minimise at once.</summary>
/// <param name="Name">The name in tables.</param>
/// <param name="Space">The space that is searched.</param>
/// <param name="Values">The values of an assignment.</param>
internal sealed record SeveralObjectives(string Name, SearchSpace Space, Func<Assignment, double[]> Values)
{
    /// <summary>
    /// ZDT1, 2, 3 and 6 of Zitzler, Deb and Thiele, <i>Comparison of multiobjective evolutionary algorithms: empirical
    /// results</i>, Evolutionary Computation 8 (2000), with ten parameters; DTLZ2 of Deb, Thiele, Laumanns and Zitzler,
    /// <i>Scalable multi-objective optimization test problems</i>, CEC 2002, with three objectives; and a space of
    /// numbers, whole numbers, categories and a condition, as of a network and its latency.
    /// </summary>
    public static readonly SeveralObjectives[] All =
    [
        Zdt("ZDT1", 10, (x, g) => 1 - Math.Sqrt(x / g)),
        Zdt("ZDT2", 10, (x, g) => 1 - x / g * (x / g)),
        Zdt("ZDT3", 10, (x, g) => 1 - Math.Sqrt(x / g) - x / g * Math.Sin(10 * Math.PI * x)),
        new("ZDT6", Unit(10), Zdt6),
        new("DTLZ2, 3 objectives", Unit(12), Dtlz2) { Count = 3 },
        new(
            "network and latency",
            new(
            [
                new("optimizer", new Distribution.Categorical(
                    [.. new[] { "adam", "sgd", "rmsprop" }.Select(name => new ParameterValue.Text(name))]), []),
                new("learning_rate", new Distribution.LogUniform(1e-5, 1), []),
                new("momentum", new Distribution.Uniform(0, 1),
                    [new("optimizer", [new ParameterValue.Text("sgd")])]),
                new("width", new Distribution.IntUniform(8, 512), []),
                new("depth", new Distribution.IntUniform(1, 8), []),
                new("dropout", new Distribution.Uniform(0, 0.7), []),
            ]),
            Network),
    ];

    /// <summary>The number of functions.</summary>
    public int Count { get; init; } = 2;

    /// <summary>The objectives besides the first.</summary>
    public ImmutableArray<MetricGoal> More =>
        [.. Enumerable.Range(2, Count - 1).Select(number => new MetricGoal($"f{number}"))];

    private static SearchSpace Unit(int dimensions) => Real("", Cube(dimensions, 0, 1), _ => 0).Space;

    private static SeveralObjectives Zdt(string name, int dimensions, Func<double, double, double> second) => new(
        name, Unit(dimensions), assignment =>
        {
            var x = Numbers(assignment);
            var g = 1 + 9 * x.Skip(1).Average();
            return [x[0], g * second(x[0], g)];
        });

    private static double[] Zdt6(Assignment assignment)
    {
        var x = Numbers(assignment);
        var first = 1 - Math.Exp(-4 * x[0]) * Math.Pow(Math.Sin(6 * Math.PI * x[0]), 6);
        var g = 1 + 9 * Math.Pow(x.Skip(1).Average(), 0.25);
        return [first, g * (1 - first / g * (first / g))];
    }

    private static double[] Dtlz2(Assignment assignment)
    {
        var x = Numbers(assignment);
        var g = 1 + x.Skip(2).Sum(value => (value - 0.5) * (value - 0.5));
        var (a, b) = (x[0] * Math.PI / 2, x[1] * Math.PI / 2);
        return [g * Math.Cos(a) * Math.Cos(b), g * Math.Cos(a) * Math.Sin(b), g * Math.Sin(a)];
    }

    // Each optimizer has its own best rate, a larger network needs a smaller one, and dropout costs small ones more.
    private static double[] Network(Assignment assignment)
    {
        var (width, depth) = (Number(assignment, "width"), Number(assignment, "depth"));
        var size = Math.Log2(width) + 0.7 * depth;
        assignment.TryGet("optimizer", out var optimizer);
        var (best, floor) = optimizer is ParameterValue.Text { Value: "sgd" }
            ? (-1.2, 0.02 + 0.05 * Math.Abs(Number(assignment, "momentum") - 0.9))
            : optimizer is ParameterValue.Text { Value: "adam" } ? (-2.8, 0.03) : (-3.2, 0.045);
        var off = Math.Log10(Number(assignment, "learning_rate")) - best + 0.08 * (size - 8);
        var dropout = Number(assignment, "dropout") - 0.05 * Math.Max(0, size - 6);
        return
        [
            floor + 0.6 * Math.Exp(-0.35 * size) + 0.04 * off * off + 0.2 * dropout * dropout,
            0.1 + 1e-5 * width * width * depth / 2 + 0.05 * depth,
        ];
    }
}

using Experiments.Search.Spaces;
using Experiments.Workloads;

namespace Experiments.Bench.Search;

/// <summary>A function to minimise, and its search space.</summary>
/// <param name="Name">The name in tables.</param>
/// <param name="Space">The space that is searched.</param>
/// <param name="Value">The value of an assignment, without noise.</param>
internal sealed record Objective(string Name, SearchSpace Space, Func<Assignment, double> Value)
{
    /// <summary>The standard deviation of the noise that a trial's value has. Default: none.</summary>
    public double Noise { get; init; }

    /// <summary>Whether a trial of an assignment fails. Default: none does.</summary>
    public Func<Assignment, bool> Fails { get; init; } = _ => false;

    public static Objective Real(string name, (double Min, double Max)[] box, Func<double[], double> function) => new(
        name,
        new([.. box.Select((side, i) => new Parameter($"x{i}", new Distribution.Uniform(side.Min, side.Max), []))]),
        assignment => function(Numbers(assignment)));

    public static (double Min, double Max)[] Cube(int dimensions, double min, double max) =>
        [.. Enumerable.Repeat((min, max), dimensions)];

    /// <summary>Returns the numbers of an assignment, in the order of the space.</summary>
    public static double[] Numbers(Assignment assignment) => [.. assignment.Select(pair => Number(pair.Value))];

    /// <summary>Returns the number that a parameter has, or NaN if it does not exist.</summary>
    public static double Number(Assignment assignment, string name) =>
        assignment.TryGet(name, out var value) ? Number(value) : double.NaN;

    private static double Number(ParameterValue value) => value switch
    {
        ParameterValue.Number number => number.Value,
        ParameterValue.Integer whole => whole.Value,
        _ => double.NaN,
    };
}

using Experiments.Search.Spaces;

namespace Experiments.Bench.Search.Problems;

/// <summary>Problems whose assignments differ by about 1, for noise of known deviation.</summary>
internal static class Noisy
{
    /// <summary>The standard deviations of a single trial.</summary>
    public static double[] Levels { get; } = [0.02, 0.1, 0.3, 1];

    public static Objective[] All { get; } =
    [
        // All values are equally likely.
        Objective.Real("line", Objective.Cube(1, 0, 1), x => x[0]),
        // Many good assignments lie close together.
        Objective.Real("bowl", Objective.Cube(2, -1, 1), x => x[0] * x[0] + x[1] * x[1]),
        // Few are good.
        new(
            "tail", new([new Parameter("x", new Distribution.Normal(0, 0.3), [])]),
            assignment => Objective.Numbers(assignment)[0]),
    ];
}

using System.Numerics;
using Experiments.Search.Spaces;

namespace Experiments.Search.Grids;

/// <summary>The size of a grid, and whether a grid exists.</summary>
public static class GridSize
{
    /// <summary>The number of points up to which a grid leaves out those that sums of the space forbid.</summary>
    public const int MostWithSums = 100_000;

    /// <summary>
    /// Whether a grid can list the distribution's values: constants, categories, whole numbers, and multiples of a
    /// quantum within bounds (unless so many that doubles cannot tell them apart).
    /// </summary>
    public static bool IsFinite(Distribution distribution) => GridAxis.TryOf(distribution) is not null;

    /// <summary>
    /// Returns the number of distinct points of the space. Conditions are taken into account: a parameter multiplies
    /// only the points where it exists; points that the sums forbid do not count.
    /// </summary>
    /// <exception cref="ArgumentException">A parameter's distribution is not finite.</exception>
    /// <exception cref="NotSupportedException">
    /// The conditions tie so many parameters together that counting would take more than about a second, or the space
    /// has sums and more points than <see cref="MostWithSums"/>.
    /// </exception>
    public static BigInteger Count(SearchSpace space) => new GridPoints(space).Count;
}

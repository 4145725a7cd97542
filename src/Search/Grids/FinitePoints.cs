using System.Numerics;
using Experiments.Search.Sampling;
using Experiments.Search.Spaces;

namespace Experiments.Search.Grids;

/// <summary>
/// The points of a finite space that can be drawn, and which of them are neighbours: points that differ in one
/// parameter, by another category or by the next number up or down, while parameters that depend on it may have any
/// value.
/// </summary>
internal sealed class FinitePoints
{
    private readonly SearchSpace _space;
    private readonly Dictionary<string, GridAxis> _axes;

    private FinitePoints(SearchSpace space, Dictionary<string, GridAxis> axes) => (_space, _axes) = (space, axes);

    /// <summary>The number of points, or null if there are too many conditions to count them.</summary>
    public BigInteger? Count
    {
        get
        {
            try
            {
                return GridSize.Count(_space);
            }
            catch (NotSupportedException)
            {
                return null;
            }
        }
    }

    /// <summary>Returns the points of a space, or null if the space is not finite.</summary>
    public static FinitePoints? TryOf(SearchSpace space)
    {
        var possible = new List<Parameter>();
        var axes = new Dictionary<string, GridAxis>();
        foreach (var parameter in space.Parameters)
        {
            var drawn = parameter with { Distribution = Possible(parameter.Distribution) };
            if (GridAxis.TryOf(drawn.Distribution) is not { } axis) return null;
            possible.Add(drawn);
            axes.Add(drawn.Name, axis);
        }
        return new(new SearchSpace([.. possible]) { Sums = space.Sums }, axes);
    }

    /// <summary>
    /// Enumerates all points outward from one of them, each once, also those that the sums of the space forbid. They
    /// are computed lazily.
    /// </summary>
    /// <param name="start">The first point.</param>
    /// <param name="uniform">A number in [0, 1) for each name, which orders points that are equally far away.</param>
    public IEnumerable<Assignment> From(Assignment start, Func<string, double> uniform)
    {
        Parameter[] order = [.. _space.Parameters.OrderBy(parameter => uniform(parameter.Name))];
        var seen = new HashSet<Assignment> { start };
        var next = new Queue<Assignment>(seen);
        while (next.TryDequeue(out var point))
        {
            yield return point;
            foreach (var parameter in order)
            {
                if (!point.TryGet(parameter.Name, out var value)) continue;
                foreach (var other in Others(parameter, value, uniform(parameter.Name)))
                {
                    var neighbour = _space.Assign(wanted =>
                        wanted.Name == parameter.Name ? other
                        : point.TryGet(wanted.Name, out var kept) ? kept
                        : Quantile.Evaluate(wanted.Distribution, uniform(wanted.Name)));
                    if (seen.Add(neighbour)) next.Enqueue(neighbour);
                }
            }
        }
    }

    private IEnumerable<ParameterValue> Others(Parameter parameter, ParameterValue value, double u)
    {
        var axis = _axes[parameter.Name];
        if (axis.IndexOf(value) is not { } index) yield break;
        if (parameter.Distribution is Distribution.Categorical or Distribution.Constant)
        {
            var count = (int)axis.Count;
            for (var k = 0; k < count; k++)
                if ((k + (int)(u * count)) % count is var other && other != index) yield return axis[other];
            yield break;
        }
        var (first, second) = u < 0.5 ? (index - 1, index + 1) : (index + 1, index - 1);
        if (first >= 0 && first < axis.Count) yield return axis[first];
        if (second >= 0 && second < axis.Count) yield return axis[second];
    }

    /// <summary>Returns the distribution without the categories that are never drawn.</summary>
    private static Distribution Possible(Distribution distribution) =>
        distribution is Distribution.Categorical { Probabilities: { } chances } choice
            ? new Distribution.Categorical(
                [.. choice.Values.Zip(chances).Where(pair => pair.Second > 0).Select(pair => pair.First).Distinct()])
            : distribution;
}

using System.Collections.Immutable;
using Experiments.Search.Spaces;

namespace Experiments.Search.Methods.Gp;

/// <summary>
/// The parameters that vary, as coordinates. A number lies at its place in [0, 1]; a category at its index. Where a parameter
/// does not exist, a number lies in the middle and a category is one of its own: two trials without it are as near as
/// two with the same value.
/// </summary>
internal sealed class GpAxes
{
    private const double Middle = 0.5;
    private const double NoCategory = -1;

    private readonly SearchSpace _space;
    private readonly Dictionary<string, int> _indices;

    public GpAxes(SearchSpace space)
    {
        _space = space;
        All =
        [
            .. space.Parameters.Select(parameter => new Axis(parameter))
                .Where(axis => !axis.IsCategorical || axis.Chances.Count(chance => chance > 0) > 1),
        ];
        _indices = All.Select((axis, index) => (axis.Name, index)).ToDictionary();
    }

    /// <summary>One for each such parameter, in the order of the space.</summary>
    public ImmutableArray<Axis> All { get; }

    /// <summary>How many there are.</summary>
    public int Count => All.Length;

    /// <summary>The assignment nearest to a point: what does not exist there is left out.</summary>
    public Assignment At(double[] point) => _space.Assign(parameter =>
    {
        if (!_indices.TryGetValue(parameter.Name, out var index)) return new Axis(parameter).At(0);
        var axis = All[index];
        if (!axis.IsCategorical) return axis.At(point[index]);
        return axis.CategoryAt(Math.Max(0, point[index]));
    });

    /// <summary>The coordinates of an assignment.</summary>
    public double[] PointOf(Assignment assignment)
    {
        var point = new double[Count];
        for (var i = 0; i < point.Length; i++)
        {
            point[i] = assignment.TryGet(All[i].Name, out var value) ? All[i].PointOf(value)
                : All[i].IsCategorical ? NoCategory : Middle;
        }
        return point;
    }

    /// <summary>The squared distance of two points along an axis; two categories are 1 apart.</summary>
    public double SquaredDistance(int axis, double[] a, double[] b)
    {
        var difference = a[axis] - b[axis];
        return !All[axis].IsCategorical ? difference * difference : difference == 0 ? 0 : 1;
    }
}

using System.Collections.Immutable;
using Experiments.Search.Spaces;

namespace Experiments.Search.Methods.Gp;

/// <summary>
/// The parameters that vary, as coordinates. A number lies at its position in [0, 1], a category at its index. If a
/// parameter does not exist, a number lies in the middle, and a category has an index of its own: two trials without
/// the parameter are as near as two with the same value.
/// </summary>
internal sealed class GpAxes
{
    private const double Middle = 0.5;
    private const double NoCategory = -1;

    // Stands for a value that is not needed.
    private static readonly ParameterValue Somewhere = new ParameterValue.Number(0);

    private readonly SearchSpace _space;
    private readonly Dictionary<string, int> _indices;
    private readonly Dictionary<string, ParameterValue> _fixed;

    public GpAxes(SearchSpace space, int version)
    {
        _space = space;
        var varies = space.Parameters.Select(parameter => new Axis(parameter, version))
            .ToLookup(axis => !axis.IsCategorical || axis.Chances.Count(chance => chance > 0) > 1);
        All = [.. varies[true]];
        _indices = All.Select((axis, index) => (axis.Name, index)).ToDictionary();
        _fixed = varies[false].ToDictionary(axis => axis.Name, axis => axis.At(0));
    }

    /// <summary>One axis for each parameter that varies, in the order of the space.</summary>
    public ImmutableArray<Axis> All { get; }

    /// <summary>The number of axes.</summary>
    public int Count => All.Length;

    /// <summary>Returns the assignment nearest to a point, without the parameters that do not exist there.</summary>
    public Assignment At(double[] point) => Nearest(point, _ => true);

    /// <summary>
    /// Returns the coordinates of the assignment nearest to a point, and the axes that are numbers and exist there. The
    /// values of numbers that are not rounded are not computed: some of them are slow, and no condition names them.
    /// </summary>
    public (double[] Point, ImmutableArray<int> Numbers) Settle(double[] point)
    {
        var assignment = Nearest(point, axis => axis.IsCategorical || axis.IsRounded);
        var settled = new double[Count];
        var numbers = ImmutableArray.CreateBuilder<int>();
        for (var i = 0; i < Count; i++)
        {
            settled[i] = CoordinateOf(assignment, i);
            if (All[i].IsCategorical || !assignment.TryGet(All[i].Name, out _)) continue;
            numbers.Add(i);
            if (!All[i].IsRounded) settled[i] = point[i];
        }
        return (settled, numbers.ToImmutable());
    }

    /// <summary>Returns the coordinates of an assignment.</summary>
    public double[] PointOf(Assignment assignment) =>
        [.. Enumerable.Range(0, Count).Select(axis => CoordinateOf(assignment, axis))];

    /// <summary>
    /// Returns the squared distance of two points along an axis; two different categories are 1 apart.
    /// </summary>
    public double SquaredDistance(int axis, double[] a, double[] b)
    {
        var difference = a[axis] - b[axis];
        return !All[axis].IsCategorical ? difference * difference : difference == 0 ? 0 : 1;
    }

    private double CoordinateOf(Assignment assignment, int index) =>
        !assignment.TryGet(All[index].Name, out var value) ? All[index].IsCategorical ? NoCategory : Middle
        : ReferenceEquals(value, Somewhere) ? Middle
        : All[index].PointOf(value);

    private Assignment Nearest(double[] point, Func<Axis, bool> matters) => _space.Assign(parameter =>
    {
        if (_fixed.TryGetValue(parameter.Name, out var value)) return value;
        var index = _indices[parameter.Name];
        var axis = All[index];
        if (!matters(axis)) return Somewhere;
        // A point that lacked the parameter before has no category to keep.
        return axis.IsCategorical && point[index] != NoCategory ? axis.CategoryAt(point[index]) : axis.At(point[index]);
    });
}

using System.Collections.Immutable;
using Experiments.Search.Sampling;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;

namespace Experiments.Search.Methods;

/// <summary>
/// One parameter as seen by a method that learns: a number by its position in [0, 1] among the values of its
/// distribution, a category by its index.
/// </summary>
internal sealed class Axis
{
    private const double NarrowestCell = 1e-6;
    private const double Nudge = 1e-9;

    private readonly Distribution _distribution;
    private readonly Dictionary<ParameterValue, int> _indices = [];
    private readonly double? _quantum;
    private readonly bool _isFirstVersion;
    private readonly Lazy<(ParameterValue Lowest, ParameterValue Highest)> _ends;

    /// <param name="parameter">The parameter of the axis.</param>
    /// <param name="version">The version of the algorithms.</param>
    public Axis(Parameter parameter, int version)
    {
        _isFirstVersion = version == AlgorithmVersions.First;
        _ends = new(() => (At(0), At(1)));
        Name = parameter.Name;
        _distribution = parameter.Distribution;
        var values = parameter.Distribution switch
        {
            Distribution.Categorical d => d.Values,
            Distribution.Constant d => [d.Value],
            _ => [],
        };
        foreach (var value in values) _indices.TryAdd(value, _indices.Count);
        var chances = new double[_indices.Count];
        for (var i = 0; i < values.Length; i++)
        {
            chances[_indices[values[i]]] +=
                parameter.Distribution is Distribution.Categorical { Probabilities: { } given }
                    ? given[i]
                    : 1.0 / values.Length;
        }
        Chances = [.. chances];
        _quantum = parameter.Distribution switch
        {
            Distribution.IntUniform => 1,
            Distribution.Uniform d => d.Q,
            Distribution.LogUniform d => d.Q,
            Distribution.Normal d => d.Q,
            Distribution.LogNormal d => d.Q,
            Distribution.Beta d => d.Q,
            _ => null,
        };
        Step = parameter.Distribution switch
        {
            Distribution.IntUniform d => 1 / ((double)d.Max - d.Min + 1),
            Distribution.Uniform { Q: { } q } d => Math.Min(1, q / (d.Max - d.Min)),
            _ => 0,
        };
    }

    /// <summary>The parameter's name.</summary>
    public string Name { get; }

    /// <summary>Whether it has categories, whose order has no meaning.</summary>
    public bool IsCategorical => _indices.Count > 0;

    /// <summary>Whether its values are whole numbers or multiples of a quantum.</summary>
    public bool IsRounded => _quantum is not null;

    /// <summary>The probability of each category before anything is known.</summary>
    public ImmutableArray<double> Chances { get; }

    /// <summary>
    /// The distance between neighbouring values in [0, 1], or 0 if values are continuous or not evenly spaced.
    /// </summary>
    public double Step { get; }

    /// <summary>
    /// Returns the positions that give the same value as this one, or null if positions are not rounded, or not
    /// noticeably. A Low of 0 or a High of 1 means that there is no value below or above.
    /// </summary>
    public (double Low, double High)? CellAt(double place)
    {
        if (_quantum is not { } q) return null;
        if (_isFirstVersion && _distribution is Distribution.IntUniform)
        {
            if (Step < NarrowestCell) return null;
            var number = Math.Min(Math.Floor(place / Step), Math.Round(1 / Step) - 1);
            return (number * Step, (number + 1) * Step);
        }
        // The quantile decides which value an edge belongs to: an edge that is computed here may be slightly off.
        var value = At(place);
        var centre = value.ToReal()!.Value;
        var (low, high) = (PlaceOf(centre - q / 2), PlaceOf(centre + q / 2));
        if (high - low < NarrowestCell) return null;
        // At the ends of a range, less than half a quantum may be left that rounds to the same value.
        return _isFirstVersion
            ? (At(low - Nudge) == value ? 0 : low, At(high + Nudge) == value ? 1 : high)
            : (_ends.Value.Lowest == value ? 0 : Math.Min(low, place),
                _ends.Value.Highest == value ? 1 : Math.Max(high, place));
    }

    /// <summary>
    /// Returns the coordinates of the neighbouring values: for a category, every other possible one; for a number, the
    /// next ones, or none if positions are not rounded.
    /// </summary>
    public IEnumerable<double> NeighboursOf(double point)
    {
        if (IsCategorical)
        {
            return Enumerable.Range(0, Chances.Length)
                .Where(category => Chances[category] > 0 && category != (int)point)
                .Select(category => (double)category);
        }
        if (CellAt(point) is not { } cell) return [];
        if (_isFirstVersion) return new[] { cell.Low - Nudge, cell.High + Nudge }.Where(place => place is > 0 and < 1);
        var centre = At(point).ToReal()!.Value;
        return new[] { (HasNext: cell.Low > 0, centre - _quantum!.Value),
            (HasNext: cell.High < 1, centre + _quantum!.Value) }
            .Where(next => next.HasNext).Select(next => PlaceOf(next.Item2));
    }

    /// <summary>Returns the coordinate of a value.</summary>
    public double PointOf(ParameterValue value) =>
        IsCategorical ? _indices[value] : Cumulative.Evaluate(_distribution, value);

    /// <summary>
    /// Returns the value at a position in [0, 1]; a category is drawn with its probability before anything is known.
    /// </summary>
    public ParameterValue At(double place) =>
        Quantile.Evaluate(_distribution, Math.Clamp(place, 0, Math.BitDecrement(1)));

    /// <summary>Returns the coordinate at a position in [0, 1]: for a number, the position itself.</summary>
    public double Drawn(double place) => IsCategorical ? PointOf(At(place)) : place;

    /// <summary>Returns the category with that coordinate.</summary>
    public ParameterValue CategoryAt(double point) => _indices.First(pair => pair.Value == (int)point).Key;

    private double PlaceOf(double number) => Cumulative.Evaluate(_distribution, number);
}

using System.Collections.Immutable;
using System.Numerics;
using Experiments.Search.Spaces;

namespace Experiments.Search.Grids;

/// <summary>
/// The distinct points of a finite space, numbered from 0 without listing them. Without conditions a point's number is
/// mixed-radix: one digit per parameter, the last one fastest. With conditions, the numbers of points still multiply
/// for parameters that do not depend on each other, even indirectly; within a group of dependent parameters, the points
/// are the values of its first free parameter in turn, each combined with the points that the rest then has. Points
/// that the sums of the space forbid are left out.
/// </summary>
/// <remarks>
/// A set of parameters stands for a subspace: the parameters that are still to be chosen, whose conditions on
/// parameters outside the set are known to hold.
/// </remarks>
internal sealed class GridPoints
{
    // Takes some hundred milliseconds. A thousand parameters in a chain cost four million.
    private const long MostLooks = 5_000_000;

    private readonly ImmutableArray<Parameter> _parameters;
    private readonly GridAxis[] _axes;
    private readonly GridGroups _groups;
    private readonly Dictionary<string, BigInteger> _counts = [];
    private readonly ImmutableArray<int> _all;
    private readonly int[]? _allowed;
    private long _looks;

    /// <exception cref="ArgumentException">A parameter's distribution is not finite.</exception>
    /// <exception cref="NotSupportedException">The conditions tie too many parameters together to count.</exception>
    public GridPoints(SearchSpace space)
    {
        _parameters = space.Parameters;
        _axes = [.. _parameters.Select(parameter => GridAxis.TryOf(parameter.Distribution)
            ?? throw new ArgumentException(
                $"A grid cannot list the values of parameter '{parameter.Name}'.", nameof(space)))];
        _groups = new GridGroups(space, _axes);
        _all = [.. Enumerable.Range(0, _parameters.Length)];
        // Counts every group that a point may need, so the instance does not change after construction.
        Count = CountOf(_all);
        if (space.Sums is null) return;
        if (Count > GridSize.MostWithSums)
            throw new NotSupportedException(
                $"Which of {Count} points the constraints allow is not counted; at most {GridSize.MostWithSums} are.");
        _allowed = [.. Enumerable.Range(0, (int)Count).Where(rank => space.Allows(this[rank]))];
        Count = _allowed.Length;
    }

    /// <summary>The number of points.</summary>
    public BigInteger Count { get; }

    /// <summary>The point with the number 0 ≤ <paramref name="rank"/> &lt; Count.</summary>
    public Assignment this[BigInteger rank]
    {
        get
        {
            var chosen = new ParameterValue?[_parameters.Length];
            Place(_all, _allowed is null ? rank : _allowed[(int)rank], chosen);
            return new Assignment(
                from position in _all
                where chosen[position] is not null
                select KeyValuePair.Create(_parameters[position].Name, chosen[position]!));
        }
    }

    private BigInteger CountOf(ImmutableArray<int> open) =>
        _groups.Of(open).Aggregate(BigInteger.One, (product, group) => product * CountOfGroup(group));

    private BigInteger CountOfGroup(ImmutableArray<int> group)
    {
        if (group.Length == 1) return _axes[group[0]].Count;
        var key = string.Join(',', group);
        if (_counts.TryGetValue(key, out var known)) return known;
        var count = BigInteger.Zero;
        foreach (var branch in _groups.Branches(group))
        {
            // The number of distinct groups may grow exponentially: k parameters with a dependent one for each pair of
            // them have a number that doubles with each k.
            if ((_looks += _groups.CostOfBranch) > MostLooks)
                throw new NotSupportedException(
                    "The conditions tie too many parameters together to count the points of the grid.");
            count += branch.Width * CountOf(branch.Rest);
        }
        _counts.Add(key, count);
        return count;
    }

    private void Place(ImmutableArray<int> open, BigInteger rank, ParameterValue?[] chosen)
    {
        foreach (var group in _groups.Of(open).Reverse())
        {
            rank = BigInteger.DivRem(rank, CountOfGroup(group), out var digit);
            PlaceGroup(group, digit, chosen);
        }
    }

    private void PlaceGroup(ImmutableArray<int> group, BigInteger rank, ParameterValue?[] chosen)
    {
        foreach (var branch in _groups.Branches(group))
        {
            var points = CountOf(branch.Rest);
            if (rank < branch.Width * points)
            {
                var index = branch.Start + BigInteger.DivRem(rank, points, out var inner);
                chosen[branch.Root] = _axes[branch.Root][index];
                Place(branch.Rest, inner, chosen);
                return;
            }
            rank -= branch.Width * points;
        }
    }
}

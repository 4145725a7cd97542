using System.Collections.Immutable;
using System.Numerics;
using Experiments.Search.Spaces;

namespace Experiments.Search.Grids;

/// <summary>
/// How the parameters of a grid depend on each other. Sets of parameters are ascending positions in the space.
/// </summary>
internal sealed class GridGroups
{
    private readonly GridAxis[] _axes;
    private readonly (int Parent, HashSet<ParameterValue> Values)[][] _conditions;
    private readonly IReadOnlyList<int> _order;

    public GridGroups(SearchSpace space, GridAxis[] axes)
    {
        _axes = axes;
        _order = DependencyOrder.Sort(space);
        var positions = space.Parameters.Select((parameter, position) => (parameter.Name, position)).ToDictionary();
        _conditions = [.. space.Parameters.Select(parameter =>
            parameter.When.Select(condition => (positions[condition.Parameter], condition.Values.ToHashSet()))
                .ToArray())];
        CostOfBranch = space.Parameters.Length + _conditions.Sum(conditions => conditions.Length);
    }

    /// <summary>The maximum number of parameters and conditions that are examined for one branch.</summary>
    public int CostOfBranch { get; }

    /// <summary>
    /// Returns the smallest parts of the set that no condition connects, ordered by their first members. They are
    /// independent, so their numbers of points multiply.
    /// </summary>
    public IReadOnlyList<ImmutableArray<int>> Of(ImmutableArray<int> open)
    {
        var leader = open.ToDictionary(position => position);
        foreach (var position in open)
            foreach (var (parent, _) in _conditions[position])
                if (leader.ContainsKey(parent))
                    Join(position, parent);
        return [.. open.GroupBy(Find).Select(group => group.ToImmutableArray())];

        int Find(int position)
        {
            while (leader[position] != position) position = leader[position] = leader[leader[position]];
            return position;
        }

        void Join(int a, int b) => leader[Math.Max(Find(a), Find(b))] = Math.Min(Find(a), Find(b));
    }

    /// <summary>
    /// Enumerates the values of the group's first free parameter in order, cut where the parameters left to choose may
    /// change: neighbouring values that no condition names stay together, however many there are.
    /// </summary>
    public IEnumerable<GridBranch> Branches(ImmutableArray<int> group)
    {
        var members = group.ToHashSet();
        var root = group.First(position => !_conditions[position].Any(pair => members.Contains(pair.Parent)));
        var named =
            from position in @group
            from pair in _conditions[position]
            where pair.Parent == root
            from value in pair.Values
            let index = _axes[root].IndexOf(value)
            where index is not null
            select index.Value;
        var start = BigInteger.Zero;
        var count = _axes[root].Count;
        foreach (var index in named.Distinct().Order().Append(count))
        {
            if (index > start)
                yield return new GridBranch(root, start, index - start, Rest(group, members, root, null));
            if (index < count)
                yield return new GridBranch(root, index, 1, Rest(group, members, root, _axes[root][index]));
            start = index + 1;
        }
    }

    /// <summary>
    /// Returns the parameters that still exist once the root has the value; null stands for a value that no condition
    /// names.
    /// </summary>
    private ImmutableArray<int> Rest(
        ImmutableArray<int> group, HashSet<int> members, int root, ParameterValue? value)
    {
        var gone = new HashSet<int>();
        foreach (var position in _order.Where(position => position != root && members.Contains(position)))
        {
            var fails = _conditions[position].Any(pair =>
                gone.Contains(pair.Parent)
                || (pair.Parent == root && !(value is not null && pair.Values.Contains(value))));
            if (fails) gone.Add(position);
        }
        return [.. group.Where(position => position != root && !gone.Contains(position))];
    }
}

using System.Collections.Immutable;

namespace Experiments.Search.Spaces;

/// <summary>The order of parameters in which each comes after those that its conditions name.</summary>
public static class DependencyOrder
{
    /// <summary>
    /// Returns the positions of the space's parameters in dependency order: the order of the file, except for
    /// parameters that depend on a later one.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The conditions form a cycle, or name a parameter that the space lacks.
    /// </exception>
    public static IReadOnlyList<int> Sort(SearchSpace space)
    {
        var walk = new Walk(space);
        return walk.Cycles is [var cycle, ..]
            ? throw new ArgumentException(
                $"The conditions of parameter '{space.Parameters[cycle[0]].Name}' lead back to itself.", nameof(space))
            : walk.Order;
    }

    /// <summary>
    /// Returns the cycles that keep the parameters from having an order, as positions of which each depends on the next
    /// and the last one on the first. No two of them share a parameter; of cycles that do, one is returned. Empty if
    /// there is an order.
    /// </summary>
    /// <exception cref="ArgumentException">The conditions name a parameter that the space lacks.</exception>
    public static IReadOnlyList<ImmutableArray<int>> CyclesOf(SearchSpace space) => new Walk(space).Cycles;

    /// <summary>A depth-first walk from each parameter to those it depends on.</summary>
    private sealed class Walk
    {
        private readonly SearchSpace _space;
        private readonly Dictionary<string, int> _positions;
        private readonly bool[] _entered;
        private readonly OrderedDictionary<int, int> _path = [];

        public Walk(SearchSpace space)
        {
            _space = space;
            _positions = space.Parameters.Select((parameter, position) => (parameter.Name, position)).ToDictionary();
            _entered = new bool[space.Parameters.Length];
            for (var position = 0; position < _entered.Length; position++)
            {
                if (!Place(position)) _path.Clear();
            }
        }

        public List<int> Order { get; } = [];

        public List<ImmutableArray<int>> Cycles { get; } = [];

        // Returns false if a cycle was found; everything on the path is then left out of the order.
        private bool Place(int position)
        {
            if (_path.IndexOf(position) is >= 0 and var start)
            {
                Cycles.Add([.. _path.Keys.Skip(start)]);
                return false;
            }
            if (_entered[position]) return true;
            _entered[position] = true;
            _path.Add(position, position);
            foreach (var condition in _space.Parameters[position].When)
            {
                if (!Place(ParentOf(position, condition))) return false;
            }
            _path.Remove(position);
            Order.Add(position);
            return true;
        }

        private int ParentOf(int position, Condition condition) =>
            _positions.TryGetValue(condition.Parameter, out var parent)
                ? parent
                : throw new ArgumentException(
                    $"Parameter '{_space.Parameters[position].Name}' depends on '{condition.Parameter}', "
                    + "which is not in the space.", "space");
    }
}

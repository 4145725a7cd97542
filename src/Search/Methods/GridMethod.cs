using System.Numerics;
using System.Runtime.CompilerServices;
using Experiments.Search.Grids;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Search.Methods;

/// <summary>
/// Every point of a finite space once, in the order of <see cref="GridPoints"/>. The seed has no effect.
/// </summary>
internal sealed class GridMethod : ISearchMethod
{
    // Every trial of a sweep needs the same points, and numbering them again costs more than finding one.
    private readonly ConditionalWeakTable<SearchSpace, GridPoints> _points = [];

    /// <inheritdoc/>
    public bool Learns => false;

    /// <inheritdoc/>
    public BigInteger? Proposals(SearchSpec spec) => Of(spec.Space).Count;

    /// <inheritdoc/>
    public Assignment Propose(SearchSpec spec, SearchState state, int trial) => Of(spec.Space)[trial];

    private GridPoints Of(SearchSpace space) => _points.GetValue(space, key => new GridPoints(key));
}

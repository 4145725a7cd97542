using System.Numerics;
using Experiments.Search.Deciding;
using Experiments.Search.Grids;
using Experiments.Search.Spaces;

namespace Experiments.Search.Methods;

/// <summary>Every point of a finite space once, in the order of <see cref="GridPoints"/>. The seed plays no part.</summary>
internal sealed class GridMethod : ISearchMethod
{
    /// <inheritdoc/>
    public bool Learns => false;

    /// <inheritdoc/>
    public BigInteger? Proposals(SearchSpace space) => GridSize.Of(space);

    /// <inheritdoc/>
    public Assignment Propose(SearchSpec spec, SearchState state, int trial) => new GridPoints(spec.Space)[trial];
}

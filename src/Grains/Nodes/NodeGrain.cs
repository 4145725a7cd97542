using System.Collections.Immutable;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Grains.Health;
using Experiments.Grains.Placement;
using Orleans.Placement;

namespace Experiments.Grains.Nodes;

/// <inheritdoc cref="INodeGrain"/>
[LeasedSiloPlacement, Immovable]
internal sealed class NodeGrain(NodeStanding standing) : Grain, INodeGrain
{
    public Task JudgedAsync(ImmutableArray<PlaceHealth> quarantined)
    {
        standing.Judge(quarantined);
        return Task.CompletedTask;
    }
}

using System.Collections.Immutable;
using Experiments.Contracts.Grains.Health;
using Orleans.Concurrency;

namespace Experiments.Contracts.Grains;

/// <summary>A node. Its key is the silo, generation included, the only one that it can be activated on.</summary>
[Alias("experiments.node")]
public interface INodeGrain : IGrainWithStringKey
{
    /// <summary>
    /// Receives what of the node is quarantined, from the fleet. This replaces what it was told before.
    /// </summary>
    [Alias("judged"), OneWay]
    Task JudgedAsync(ImmutableArray<PlaceHealth> quarantined);
}

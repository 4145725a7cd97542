using Experiments.Contracts.Faults;
using Orleans.Runtime.Placement;

namespace Experiments.Grains.Placement;

/// <summary>
/// Reads the silo from the grain's key. If that silo is not active, throws <see cref="LeaseLostException"/>: an attempt
/// is never placed elsewhere; its sweep begins another one.
/// </summary>
internal sealed class LeasedSiloPlacementDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(
        PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        // The last part of the key of an attempt, and the whole key of a node.
        var name = target.GrainIdentity.Key.ToString()!.Split('/')[^1];
        var silo = SiloAddress.FromParsableString(name);
        return context.GetCompatibleSilos(target).Contains(silo)
            ? Task.FromResult(silo)
            : throw new LeaseLostException($"node {name} no longer exists");
    }
}

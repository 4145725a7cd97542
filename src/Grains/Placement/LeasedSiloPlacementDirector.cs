using Experiments.Contracts.Faults;
using Experiments.Contracts.Grains;
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
        var key = AttemptKey.Parse(target.GrainIdentity.Key.ToString()!);
        var silo = SiloAddress.FromParsableString(key.Silo);
        return context.GetCompatibleSilos(target).Contains(silo)
            ? Task.FromResult(silo)
            : throw new LeaseLostException($"node {key.Silo} no longer exists");
    }
}

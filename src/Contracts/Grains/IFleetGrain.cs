using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Experiments.Contracts.Grains;

/// <summary>
/// Matches the demands of sweeps with the resources of nodes in one pool. Key: the pool. Its state is not stored: nodes
/// and sweeps repeat their messages, and a new activation after a crash knows the state again within two beats.
/// </summary>
[Alias("experiments.fleet")]
public interface IFleetGrain : IGrainWithStringKey
{
    /// <summary>Receives the resources and the claims of a node.</summary>
    [Alias("beat")]
    Task BeatAsync(NodeBeat beat);

    /// <summary>
    /// Receives the demand of a sweep, which replaces its previous one. Leases that are granted, now or later, are sent
    /// to <see cref="ISweepGrain.OfferAsync"/>.
    /// </summary>
    [Alias("want")]
    Task WantAsync(SweepDemand demand);

    /// <summary>
    /// Receives granted leases that are not used, and frees their shares for others. The sweep's demand does not
    /// change.
    /// </summary>
    [Alias("return")]
    Task ReturnAsync(ImmutableArray<LeaseId> leases);

    /// <summary>
    /// Returns the reason why no node of this pool could ever hold a lease with these resources, or null if one could.
    /// Waits until the nodes are known.
    /// </summary>
    [Alias("why-not"), AlwaysInterleave]
    Task<string?> WhyNotAsync(double cpu, double gpu);
}

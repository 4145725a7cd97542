using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Experiments.Contracts.Grains;

/// <summary>
/// Matches the demands of sweeps with the resources of nodes in one pool. Key: the pool. Its state is soft: nodes and
/// sweeps repeat theirs, and a new activation after a crash has it again within two beats.
/// </summary>
[Alias("experiments.fleet")]
public interface IFleetGrain : IGrainWithStringKey
{
    /// <summary>A node says what it has and what it runs.</summary>
    [Alias("beat")]
    Task BeatAsync(NodeBeat beat);

    /// <summary>
    /// A sweep says how many attempts it wants to run. Replaces what it said before. What is granted, now or later,
    /// comes through <see cref="ISweepGrain.OfferAsync"/>.
    /// </summary>
    [Alias("want")]
    Task WantAsync(SweepDemand demand);

    /// <summary>
    /// Leases that were granted and are not used: their shares are free for others. What the sweep wants is not changed
    /// by this.
    /// </summary>
    [Alias("return")]
    Task ReturnAsync(ImmutableArray<LeaseId> leases);

    /// <summary>
    /// Why no node of this pool could ever hold such a lease, or null where one could. Answers once the nodes are
    /// known.
    /// </summary>
    [Alias("why-not"), AlwaysInterleave]
    Task<string?> WhyNotAsync(double cpu, double gpu);
}

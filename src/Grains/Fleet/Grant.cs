using Experiments.Contracts.Grains;

namespace Experiments.Grains.Fleet;

/// <summary>A lease that was granted and that no node has claimed yet.</summary>
/// <param name="SweepId">Id of the sweep that it was granted to.</param>
/// <param name="Lease">The lease.</param>
/// <param name="Expires">When the lease becomes void, as the age of the fleet.</param>
internal sealed record Grant(string SweepId, Lease Lease, TimeSpan Expires);

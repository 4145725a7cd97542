using Experiments.Contracts.Grains;

namespace Experiments.Grains.Fleet;

/// <summary>A lease that was granted and that no node has claimed yet.</summary>
/// <param name="SweepId">To whom.</param>
/// <param name="Lease">What.</param>
/// <param name="Expires">When it is void, as the age of the fleet.</param>
internal sealed record Grant(string SweepId, Lease Lease, TimeSpan Expires);

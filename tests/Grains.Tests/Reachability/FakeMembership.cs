using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Experiments.Grains.Tests.Reachability;

/// <summary>A membership in which the given silos are active.</summary>
internal sealed class FakeMembership(params SiloAddress[] active) : IClusterMembershipService
{
    public ClusterMembershipSnapshot CurrentSnapshot { get; } = new(
        active.ToImmutableDictionary(silo => silo, silo => new ClusterMember(silo, SiloStatus.Active, "silo")),
        new MembershipVersion(1));

    public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => throw new NotSupportedException();

    public ValueTask Refresh(
        MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default) => default;

    /// <summary>The silos that were declared dead.</summary>
    public ConcurrentQueue<SiloAddress> Killed { get; } = [];

    public Task<bool> TryKill(SiloAddress siloAddress)
    {
        Killed.Enqueue(siloAddress);
        return Task.FromResult(true);
    }
}

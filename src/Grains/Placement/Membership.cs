namespace Experiments.Grains.Placement;

/// <summary>Which silos live, as this silo knows it.</summary>
internal sealed class Membership(IClusterMembershipService service)
{
    /// <summary>Grows with each change.</summary>
    public MembershipVersion Version => service.CurrentSnapshot.Version;

    /// <summary>Completes at each change from now on.</summary>
    public IAsyncEnumerable<ClusterMembershipSnapshot> Changes => service.MembershipUpdates;

    private IEnumerable<SiloAddress> Active =>
        service.CurrentSnapshot.Members.Values.Where(member => member.Status == SiloStatus.Active)
            .Select(member => member.SiloAddress);

    /// <summary>Whether the silo, generation included, may still run something.</summary>
    public bool Lives(string silo) => Status(silo) is SiloStatus.Active
        or SiloStatus.Joining or SiloStatus.ShuttingDown or SiloStatus.Stopping;

    /// <summary>Whether these are all the silos that are active.</summary>
    public bool AllIn(IEnumerable<string> silos) =>
        Active.Select(silo => silo.ToParsableString()).ToHashSet().IsSubsetOf(silos);

    /// <summary>
    /// Asks the membership table where one of the silos is not known here at all: it may have joined a moment ago, and is
    /// not to be taken for dead.
    /// </summary>
    public async Task LearnAsync(IEnumerable<string> silos, CancellationToken cancel)
    {
        if (silos.Any(silo => Status(silo) == SiloStatus.None)) await service.Refresh(default, cancel);
    }

    private SiloStatus Status(string silo) => service.CurrentSnapshot.GetSiloStatus(SiloAddress.FromParsableString(silo));
}

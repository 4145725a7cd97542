namespace Experiments.Grains.Placement;

/// <summary>Which silos are alive, as far as this silo knows.</summary>
internal sealed class Membership(IClusterMembershipService service)
{
    /// <summary>The version of the membership, which grows with each change.</summary>
    public MembershipVersion Version => service.CurrentSnapshot.Version;

    /// <summary>The changes from now on.</summary>
    public IAsyncEnumerable<ClusterMembershipSnapshot> Changes => service.MembershipUpdates;

    /// <summary>The silos that are active.</summary>
    public IEnumerable<SiloAddress> ActiveSilos =>
        service.CurrentSnapshot.Members.Values.Where(member => member.Status == SiloStatus.Active)
            .Select(member => member.SiloAddress);

    /// <summary>Declares a silo dead, without asking the others, unless it is not active any more.</summary>
    /// <returns>Whether it was active.</returns>
    public async Task<bool> DeclareDeadAsync(SiloAddress silo, CancellationToken cancel)
    {
        // It may be shutting down, or another silo was faster.
        await service.Refresh(default, cancel);
        return ActiveSilos.Contains(silo) && await service.TryKill(silo);
    }

    /// <summary>Returns whether the silo, generation included, may still run something.</summary>
    public bool Lives(string silo) => Status(silo) is SiloStatus.Active
        or SiloStatus.Joining or SiloStatus.ShuttingDown or SiloStatus.Stopping;

    /// <summary>Returns whether these include all silos that are active.</summary>
    public bool AllIn(IEnumerable<string> silos) =>
        ActiveSilos.Select(silo => silo.ToParsableString()).ToHashSet().IsSubsetOf(silos);

    /// <summary>
    /// Reads the membership table if one of the silos is not known here: it may have joined a moment ago, and must not
    /// be considered dead.
    /// </summary>
    public async Task LearnAsync(IEnumerable<string> silos, CancellationToken cancel)
    {
        if (silos.Any(silo => Status(silo) == SiloStatus.None)) await service.Refresh(default, cancel);
    }

    /// <summary>
    /// Returns a text for people with the names of nodes, in quotes, in place of the addresses of silos that are known.
    /// </summary>
    public string WithNames(string text) => !text.Contains('@') ? text : string.Join(
        ' ', text.Split(' ').Select(word => service.CurrentSnapshot.Members.Values
            .FirstOrDefault(member => member.SiloAddress.ToParsableString() == word) is { Name.Length: > 0 } known
            ? $"'{known.Name}'"
            : word));

    private SiloStatus Status(string silo) =>
        service.CurrentSnapshot.GetSiloStatus(SiloAddress.FromParsableString(silo));
}

using System.Collections.Immutable;
using Experiments.Contracts.Grains;
using Experiments.Grains.Nodes;

namespace Experiments.Grains.Fleet;

/// <summary>
/// Finds what a node must give back for demands of a higher priority: the attempts that began last, because they have
/// the least to lose, and no more of them than are needed. Leases that were already asked back count as free.
/// </summary>
internal sealed class Preemption
{
    private readonly DeviceLedger _free;
    private readonly List<Claim> _stay = [];
    private readonly ImmutableArray<Claim> _waiting;

    /// <param name="beat">The node's last beat.</param>
    /// <param name="granted">Leases that were granted and have not been claimed yet.</param>
    /// <param name="asked">Whether a lease was already asked back.</param>
    public Preemption(NodeBeat beat, IEnumerable<Lease> granted, Func<LeaseId, bool> asked)
    {
        _free = new DeviceLedger(beat.Cpus, beat.Gpus);
        foreach (var lease in granted) _free.TryTake(lease.Device, lease.Cpu, lease.Gpu);
        _stay.AddRange(beat.Claims.Where(claim => !claim.Waits && !asked(claim.Lease.Id))
            .OrderBy(claim => claim.Lease.Id.Number));
        foreach (var claim in _stay) _free.TryTake(claim.Lease.Device, claim.Lease.Cpu, claim.Lease.Gpu);
        _waiting = [.. beat.Claims.Where(claim => claim.Waits && !asked(claim.Lease.Id))];
    }

    /// <summary>
    /// Takes the demand's share of the devices that are free or about to be. Returns false if there is not enough.
    /// </summary>
    public bool TryTake(SweepDemand demand) =>
        _free.Find(demand.Cpu, demand.Gpu) is { } device && _free.TryTake(device, demand.Cpu, demand.Gpu);

    /// <summary>
    /// Returns the claims to ask back for one lease of the demand; empty if even all claims of a lower priority would
    /// not be enough. Attempts that wait at a lower priority are asked back too, because they would take the place
    /// otherwise.
    /// </summary>
    public ImmutableArray<Claim> MakeRoom(SweepDemand demand)
    {
        var victims = new List<Claim>();
        for (var i = _stay.Count - 1; i >= 0 && _free.Find(demand.Cpu, demand.Gpu) is null; i--)
        {
            if (_stay[i].Lease.Priority >= demand.Priority) continue;
            victims.Add(_stay[i]);
            Give(_stay[i]);
        }

        var enough = _free.Find(demand.Cpu, demand.Gpu) is not null;
        // Claims on another device may have turned out not to be needed; the oldest is spared first.
        foreach (var victim in victims.AsEnumerable().Reverse().ToArray())
        {
            Take(victim);
            if (!enough || _free.Find(demand.Cpu, demand.Gpu) is not null) victims.Remove(victim);
            else Give(victim);
        }

        if (!TryTake(demand)) return [];
        _stay.RemoveAll(victims.Contains);
        return [.. victims, .. _waiting.Where(claim => claim.Lease.Priority < demand.Priority)];
    }

    private void Give(Claim claim) => _free.Give(claim.Lease.Device, claim.Lease.Cpu, claim.Lease.Gpu);

    private void Take(Claim claim) => _free.TryTake(claim.Lease.Device, claim.Lease.Cpu, claim.Lease.Gpu);
}

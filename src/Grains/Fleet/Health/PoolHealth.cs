using System.Collections.Immutable;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Grains.Health;

namespace Experiments.Grains.Fleet.Health;

/// <summary>
/// Finds nodes and GPUs of one pool on which different trials keep failing, quarantines them, and probes them before
/// they are used again. The last usable node or GPU is never quarantined: no other place could run the trials, whose
/// failures are then reported. Pure bookkeeping, as a function of the nodes' beats and the age of the fleet.
/// </summary>
/// <param name="silence">The time without a beat after which a node does not count as usable.</param>
internal sealed class PoolHealth(TimeSpan silence)
{
    /// <summary>The number of attempts of each sweep whose ends are remembered.</summary>
    private const int SweepWindow = 512;

    /// <summary>The number of sweeps that are remembered.</summary>
    private const int MostSweeps = 64;

    /// <summary>An attempt that has run for less says nothing yet, however soon others failed.</summary>
    private static readonly TimeSpan ShortestProof = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, NodeRecord> _nodes = [];
    private readonly OrderedDictionary<string, Queue<Evidence>> _sweeps = [];
    private readonly List<HealthChange> _changes = [];

    /// <summary>Receives a node's beat, with the ends of attempts in it.</summary>
    public void Hear(NodeBeat beat, TimeSpan now)
    {
        var told = new HashSet<LeaseId>();
        if (_nodes.TryGetValue(beat.Silo, out var node))
        {
            // The end of an attempt is told again if a beat was not answered.
            told.UnionWith(node.Beat.Endings.Select(ending => ending.Lease));
        }
        else
        {
            _nodes.Add(beat.Silo, node = new NodeRecord(beat.Silo) { Beat = beat });
            foreach (var known in beat.Quarantined)
                (known.Device is { } gpu ? node.Gpu(gpu) : node.Whole).Adopt(known, now);
        }

        foreach (var ending in beat.Endings)
            if (!told.Contains(ending.Lease)) End(node, ending, now);
        node.See(beat, now);
        foreach (var standing in node.Places)
        {
            if (standing.Quarantine is { Probe: { } probe, Survival: var survival }
                && node.Running.TryGetValue(probe, out var probing) && now - probing.Since >= survival)
                Note(node, standing, standing.Release(), now);
            else if (standing.Quarantine is null && (standing.Suspicion.Doubt > 0 || !beat.Endings.IsEmpty))
                Judge(node, standing, now);
        }
    }

    /// <summary>
    /// Forgets a silo that is dead. What of it was quarantined is used at once if it is started again, because a
    /// restart is how many nodes are repaired.
    /// </summary>
    public void Forget(string silo)
    {
        if (!_nodes.Remove(silo, out var node)) return;
        _changes.AddRange(node.Places.Where(standing => standing.Quarantine is not null).Select(standing =>
            new HealthChange(
                node.Beat.Name, standing.Place, HealthStep.Forgotten, TimeSpan.Zero, standing.Quarantine!.Reason)));
    }

    /// <summary>Returns how far a node may be used now.</summary>
    /// <param name="silo">The node's silo.</param>
    /// <param name="holds">Whether a lease is still in use there, or on its way.</param>
    /// <param name="now">The age of the fleet.</param>
    public Limits LimitsOf(string silo, Func<LeaseId, bool> holds, TimeSpan now)
    {
        if (!_nodes.TryGetValue(silo, out var node)) return Limits.None;
        var limits = Limits.None;
        foreach (var standing in node.Places)
        {
            if (standing is { Quarantine: null, Suspicion.Doubt: < Suspicion.Caution }) continue;
            var (closed, doubted) = standing.Quarantine is null
                ? standing.Limit(
                    lease => holds(lease) && !HasProven(node, standing, lease, now),
                    // If all places are in doubt, the trials are to blame rather than the places.
                    !IsReplaceable(standing.Place, now, isCertain: true), now)
                : standing.Limit(holds, !IsReplaceable(standing.Place, now), now);
            limits = standing.Place.Gpu is { } gpu
                ? limits with
                {
                    ClosedGpus = closed ? limits.ClosedGpus.Add(gpu) : limits.ClosedGpus,
                    DoubtedGpus = doubted ? limits.DoubtedGpus.Add(gpu) : limits.DoubtedGpus,
                }
                : limits with { IsClosed = closed, IsDoubted = doubted };
        }

        return limits;
    }

    /// <summary>Records that a lease was granted.</summary>
    public void Granted(Lease lease, TimeSpan now)
    {
        if (!_nodes.TryGetValue(lease.Silo, out var node)) return;
        foreach (var standing in node.Places)
            if (standing.Place.Holds(lease.Silo, lease.Device) && standing.Granted(lease.Id))
                Note(node, standing, HealthStep.Probed, now);
    }

    /// <summary>Returns what of a node is quarantined, to tell it.</summary>
    public ImmutableArray<PlaceHealth> QuarantinedOf(string silo, TimeSpan now) =>
        !_nodes.TryGetValue(silo, out var node) ? [] :
        [
            .. node.Places.Where(standing => standing.Quarantine is not null).Select(standing => new PlaceHealth
            {
                Device = standing.Place.Gpu,
                Offences = standing.Quarantine!.Offences,
                Left = Left(standing, now),
                Reason = standing.Quarantine.Reason,
            }),
        ];

    /// <summary>Returns what has changed since the last call, for the log.</summary>
    public ImmutableArray<HealthChange> TakeChanges()
    {
        if (_changes.Count == 0) return [];
        var changes = _changes.ToImmutableArray();
        _changes.Clear();
        return changes;
    }

    private void End(NodeRecord node, AttemptEnding ending, TimeSpan now)
    {
        var lived = node.Running.TryGetValue(ending.Lease, out var seen) ? now - seen.Since : TimeSpan.Zero;
        var one = ending.Verdict == AttemptVerdict.Neutral ? null : new Evidence(
            ending.SweepId, ending.Trial, node.Beat.Silo, ending.Device, ending.Verdict, lived, ending.Cause);
        // A GPU has a standing once something failed on it.
        if (one?.IsBad == true && Place.GpuOf(ending.Device) is { } gpu) node.Gpu(gpu);
        var isBadTrial = one?.IsBad == true && FailsElsewhere(one);
        foreach (var standing in node.Places.Where(each => each.Place.Holds(node.Beat.Silo, ending.Device)))
            if (standing.Ended(ending.Lease, one, isBadTrial, now) is { } step) Note(node, standing, step, now);
        if (one is null) return;
        node.Add(one);
        Remember(one);
    }

    private void Remember(Evidence one)
    {
        if (!_sweeps.TryGetValue(one.SweepId, out var endings))
        {
            if (_sweeps.Count == MostSweeps) _sweeps.RemoveAt(0);
            _sweeps.Add(one.SweepId, endings = new());
        }

        endings.Enqueue(one);
        if (endings.Count > SweepWindow) endings.Dequeue();
    }

    /// <summary>
    /// Quarantines the place if that is what the evidence says and another place can be used instead.
    /// </summary>
    private void Judge(NodeRecord node, PlaceStanding standing, TimeSpan now)
    {
        var here = node.EndingsIn(standing.Place);
        var suspicion = standing.Suspicion = Suspicion.Weigh(
            standing.Place, here, here.Any(one => one.IsBad) ? Elsewhere(standing.Place, here, now) : [],
            one => _nodes.GetValueOrDefault(one.Silo)?.IsDoubted(one.Device) == true);
        if (suspicion.Score < Suspicion.Threshold || !IsReplaceable(standing.Place, now)) return;
        var what = suspicion.Sure >= Suspicion.Threshold ? "it has a fault"
            : $"{suspicion.Failures} different trials failed there";
        var reason = $"{what}, the last time with: {Causes.Shorten(suspicion.Cause)}";
        Note(node, standing, standing.Begin(now, suspicion.Longest, reason), now);
    }

    private IReadOnlyList<Evidence> Elsewhere(Place place, IReadOnlyList<Evidence> here, TimeSpan now)
    {
        var proof = here.Where(one => one.IsBad).Max(one => one.Lived) * 3;
        if (proof < ShortestProof) proof = ShortestProof;
        var sweeps = here.Select(one => one.SweepId).ToHashSet();
        return
        [
            .. sweeps.SelectMany(sweep => _sweeps.GetValueOrDefault(sweep) ?? [])
                .Where(one => !place.Holds(one.Silo, one.Device) && IsTrusted(one.Silo, one.Device)),
            .. _nodes.SelectMany(node => node.Value.Running.Values.Where(
                    running => now - running.Since >= proof && sweeps.Contains(running.Claim.SweepId)))
                .Where(running => !place.Holds(running.Claim.Lease.Silo, running.Claim.Lease.Device)
                    && IsTrusted(running.Claim.Lease.Silo, running.Claim.Lease.Device))
                .Select(running => new Evidence(
                    running.Claim.SweepId, running.Claim.Trial, running.Claim.Lease.Silo, running.Claim.Lease.Device,
                    AttemptVerdict.Succeeded, now - running.Since, "")),
        ];
    }

    private bool FailsElsewhere(Evidence failed) => _sweeps.GetValueOrDefault(failed.SweepId)?.Any(
        one => one.IsBad && one.Trial == failed.Trial && one.Silo != failed.Silo && IsTrusted(one.Silo, one.Device))
        == true;

    private bool IsTrusted(string silo, string device) => _nodes.GetValueOrDefault(silo)?.IsQuarantined(device) != true;

    /// <summary>Returns whether another place of the pool could be used instead: a node, or a GPU for a GPU.</summary>
    /// <param name="place">The place.</param>
    /// <param name="now">The age of the fleet.</param>
    /// <param name="isCertain">Whether only places that are not in doubt count.</param>
    private bool IsReplaceable(Place place, TimeSpan now, bool isCertain = false) => _nodes.Values.Any(node =>
        now - node.HeardAt < silence && !node.Beat.Draining && node.Whole.Quarantine is null
        && (place.Gpu is not null || node.Whole.Place != place)
        && (!isCertain || node.Whole.Suspicion.Doubt < Suspicion.Caution)
        && (!NeedsGpu(place) || node.Beat.Gpus.Any(
            gpu => new Place(node.Beat.Silo, gpu) != place && !node.IsQuarantined(gpu)
                && !(isCertain && node.IsDoubted(gpu)))));

    /// <summary>
    /// Returns whether an attempt has run for so long that it probably does not fail like those before.
    /// </summary>
    private static bool HasProven(NodeRecord node, PlaceStanding standing, LeaseId lease, TimeSpan now)
    {
        var proof = standing.Suspicion.Longest * 3;
        return node.Running.TryGetValue(lease, out var running)
            && now - running.Since >= (proof < ShortestProof ? ShortestProof : proof);
    }

    private bool NeedsGpu(Place place) => place.Gpu is not null || !_nodes[place.Silo].Beat.Gpus.IsEmpty;

    private void Note(NodeRecord node, PlaceStanding standing, HealthStep step, TimeSpan now)
    {
        if (step == HealthStep.Released) node.Forgive(standing.Place);
        _changes.Add(new(
            node.Beat.Name, standing.Place, step, Left(standing, now), standing.Quarantine?.Reason ?? ""));
    }

    private static TimeSpan Left(PlaceStanding standing, TimeSpan now) =>
        standing.Quarantine is { } quarantine && quarantine.Until > now ? quarantine.Until - now : TimeSpan.Zero;
}

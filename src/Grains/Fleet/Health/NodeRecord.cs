using Experiments.Contracts.Grains;
using Experiments.Contracts.Grains.Health;

namespace Experiments.Grains.Fleet.Health;

/// <summary>What is known of the health of one node.</summary>
/// <param name="silo">The node's silo, generation included.</param>
internal sealed class NodeRecord(string silo)
{
    /// <summary>The number of attempts whose ends are remembered.</summary>
    private const int Window = 64;

    private readonly Dictionary<string, PlaceStanding> _gpus = [];
    private List<Evidence> _endings = [];

    /// <summary>The node's last beat.</summary>
    public required NodeBeat Beat { get; set; }

    /// <summary>When the node last sent a beat, as the age of the fleet.</summary>
    public TimeSpan HeardAt { get; set; }

    /// <summary>The standing of the whole node.</summary>
    public PlaceStanding Whole { get; } = new(new(silo));

    /// <summary>The standings of GPUs on which attempts have failed.</summary>
    public IEnumerable<PlaceStanding> Gpus => _gpus.Values;

    /// <summary>The standings that there are; GPUs come first, because the smallest place explains most.</summary>
    public IEnumerable<PlaceStanding> Places => [.. _gpus.Values, Whole];

    /// <summary>The attempts that run, with the time since which they have been seen to.</summary>
    public Dictionary<LeaseId, (Claim Claim, TimeSpan Since)> Running { get; } = [];

    /// <summary>Returns the standing of a GPU.</summary>
    public PlaceStanding Gpu(string gpu)
    {
        if (!_gpus.TryGetValue(gpu, out var standing)) _gpus.Add(gpu, standing = new(new(silo, gpu)));
        return standing;
    }

    /// <summary>Returns whether a device, or the whole node, is quarantined.</summary>
    public bool IsQuarantined(string device) =>
        Whole.Quarantine is not null || _gpus.GetValueOrDefault(device)?.Quarantine is not null;

    /// <summary>Returns whether a device, or the whole node, is in doubt.</summary>
    public bool IsDoubted(string device) => Whole.Suspicion.Doubt >= Suspicion.Caution
        || _gpus.GetValueOrDefault(device)?.Suspicion.Doubt >= Suspicion.Caution;

    /// <summary>Remembers how an attempt ended.</summary>
    public void Add(Evidence one)
    {
        _endings.Add(one);
        if (_endings.Count > Window) _endings.RemoveAt(0);
    }

    /// <summary>
    /// Returns how attempts ended in a place. What one GPU explains is no evidence against the whole node: neither what
    /// happened on one that is quarantined, nor on the one where most attempts failed.
    /// </summary>
    public IReadOnlyList<Evidence> EndingsIn(Place place)
    {
        if (place.Gpu is not null) return [.. _endings.Where(one => place.Holds(one.Silo, one.Device))];
        var rest = _endings.Where(one => _gpus.GetValueOrDefault(one.Device)?.Quarantine is null).ToArray();
        var worst = rest.Where(one => one.Verdict != AttemptVerdict.NodeFault && one.IsBad)
            .CountBy(one => one.Device).Where(device => device.Key != "cpu")
            .OrderByDescending(device => device.Value).Select(device => device.Key).FirstOrDefault();
        return worst is null ? rest
            : [.. rest.Where(one => one.Device != worst || one.Verdict == AttemptVerdict.NodeFault)];
    }

    /// <summary>Forgets the failures in a place, because it works again.</summary>
    public void Forgive(Place place) =>
        _endings = [.. _endings.Where(one => !(one.IsBad && place.Holds(one.Silo, one.Device)))];

    /// <summary>Records which attempts run.</summary>
    public void See(NodeBeat beat, TimeSpan now)
    {
        (Beat, HeardAt) = (beat, now);
        var claims = beat.Claims.Where(claim => !claim.Waits).ToDictionary(claim => claim.Lease.Id);
        foreach (var gone in Running.Keys.Where(lease => !claims.ContainsKey(lease)).ToArray()) Running.Remove(gone);
        foreach (var (lease, claim) in claims) Running.TryAdd(lease, (claim, now));
    }
}

using System.Collections.Immutable;
using Experiments.Contracts.Grains;
using Microsoft.Extensions.Options;

namespace Experiments.Grains.Nodes;

/// <summary>
/// What runs on this node, and the last word on what may. Leases are promises of a fleet that may be stale, or of two
/// fleets at once; admission here is atomic, so a device is never used beyond its capacity. Safe for any thread.
/// </summary>
public sealed class NodeAgent
{
    private readonly Lock _lock = new();
    private readonly Dictionary<AttemptKey, AdmittedAttempt> _admitted = [];
    private readonly HashSet<LeaseId> _ended = [];

    /// <summary>Attempts that wait for their share, the one that waits longest first.</summary>
    private readonly List<AdmittedAttempt> _waiting = [];

    private readonly NodeOptions _options;
    private readonly DeviceLedger _ledger;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _drained;

    /// <param name="silo">This silo.</param>
    /// <param name="options">What it lends.</param>
    public NodeAgent(ILocalSiloDetails silo, IOptions<NodeOptions> options)
    {
        _options = options.Value;
        _ledger = new DeviceLedger(_options.Cpus, _options.Gpus);
        Silo = silo.SiloAddress.ToParsableString();
    }

    /// <summary>This silo, generation included.</summary>
    public string Silo { get; }

    /// <summary>Whether this node is leaving.</summary>
    public bool IsDraining => Volatile.Read(ref _drained) is not null;

    /// <summary>Completes when what runs here changes.</summary>
    public Task Changed
    {
        get { lock (_lock) return _changed.Task; }
    }

    /// <summary>
    /// Takes an attempt in, if its lease is for this silo and there is room; otherwise null. One whose lease is ahead waits
    /// where there is no room yet.
    /// </summary>
    public AdmittedAttempt? TryAdmit(Claim claim)
    {
        var lease = claim.Lease;
        var key = new AttemptKey(claim.SweepId, claim.Trial, claim.Attempt, Silo);
        lock (_lock)
        {
            if (_drained is not null || lease.Silo != Silo || _admitted.ContainsKey(key)) return null;
            var fits = Fits(claim);
            if (!fits && !lease.Ahead) return null;
            var attempt = new AdmittedAttempt(claim, key, waits: !fits);
            _admitted.Add(key, attempt);
            if (!fits) _waiting.Add(attempt);
            return attempt;
        }
    }

    /// <summary>The attempt, from its admission until its end has been told; otherwise null.</summary>
    public AdmittedAttempt? Find(AttemptKey key)
    {
        lock (_lock) return _admitted.GetValueOrDefault(key);
    }

    /// <summary>
    /// The attempt has ended; its share is free, and goes to those that wait for it. Done again, it changes nothing. The node
    /// counts as busy until <see cref="Forget"/>.
    /// </summary>
    public void Free(AdmittedAttempt attempt)
    {
        var lease = attempt.Claim.Lease;
        lock (_lock)
        {
            if (attempt.Trains) _ledger.Give(lease.Device, lease.Cpu, lease.Gpu);
            else if (!_waiting.Remove(attempt)) return;
            attempt.Trains = attempt.Waits = false;
            attempt.Successors = BeginWaiting();
            _ended.Add(lease.Id);
            _changed.TrySetResult();
        }
    }

    /// <summary>The attempt's end has been told.</summary>
    public void Forget(AdmittedAttempt attempt)
    {
        lock (_lock)
        {
            _admitted.Remove(attempt.Key);
            if (_admitted.Count == 0) _drained?.TrySetResult();
        }
    }

    /// <summary>
    /// Takes nothing more in, and asks what runs to checkpoint and end. Completes when all have told their ends.
    /// </summary>
    public Task DrainAsync()
    {
        lock (_lock)
        {
            _drained ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_admitted.Count == 0) _drained.TrySetResult();
            foreach (var attempt in _admitted.Values) attempt.Release($"node {Silo} is leaving");
            _changed.TrySetResult();
            return _drained.Task;
        }
    }

    /// <summary>What to tell the fleet now. The next change completes <see cref="Changed"/> anew.</summary>
    public NodeBeat Beat()
    {
        lock (_lock)
        {
            if (_changed.Task.IsCompleted) _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return new NodeBeat
            {
                Silo = Silo,
                Name = _options.Name,
                Cpus = _options.Cpus,
                Gpus = _options.Gpus,
                Claims = [.. _admitted.Values.Where(attempt => attempt.Trains || attempt.Waits).Select(attempt => attempt.Claim with { Waits = attempt.Waits })],
                Ended = [.. _ended],
                Draining = _drained is not null,
            };
        }
    }

    /// <summary>How much of each device is used: first the CPU, then each GPU.</summary>
    public ImmutableArray<DeviceUse> Devices()
    {
        lock (_lock)
        {
            var leases = _admitted.Values.Where(attempt => attempt.Trains).Select(attempt => attempt.Claim.Lease).ToList();
            return
            [
                new("cpu", _options.Cpus, leases.Sum(lease => lease.Cpu)),
                .. _options.Gpus.Select(gpu =>
                    new DeviceUse(gpu, 1, leases.Where(lease => lease.Device == gpu).Sum(lease => lease.Gpu))),
            ];
        }
    }

    /// <summary>Takes its share, if there is room; one that is to follow another does not take a third one's place.</summary>
    private bool Fits(Claim claim)
    {
        var lease = claim.Lease;
        if (lease.After is { } before && _admitted.Values.Any(other => other.Trains && other.Claim.Lease.Id == before)) return false;
        return _ledger.TryTake(lease.Device, lease.Cpu, lease.Gpu);
    }

    private ImmutableArray<AdmittedAttempt> BeginWaiting()
    {
        if (_waiting.Count == 0 || _drained is not null) return [];
        ImmutableArray<AdmittedAttempt> begun =
            [.. _waiting.Where(next => Fits(next.Claim))];
        foreach (var next in begun)
        {
            _waiting.Remove(next);
            next.Begin();
        }

        return begun;
    }

    /// <summary>The fleet has seen this beat; what ended need not be told again.</summary>
    public void Acknowledge(NodeBeat beat)
    {
        lock (_lock) _ended.ExceptWith(beat.Ended);
    }
}

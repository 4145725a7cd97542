using System.Collections.Frozen;
using System.Collections.Immutable;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Grains.Health;
using Experiments.Grains.Attempts;
using Microsoft.Extensions.Options;

namespace Experiments.Grains.Nodes;

/// <summary>
/// The attempts on this node, and the final decision on which of them may run. A lease may come from a fleet that is
/// out of date, or from two fleets at once. Admission here is atomic, so a device is never used beyond its capacity.
/// Thread-safe.
/// </summary>
public sealed class NodeAgent : IAttemptNode
{
    private readonly Lock _lock = new();
    private readonly Dictionary<AttemptKey, Attempt> _admitted = [];
    private readonly HashSet<LeaseId> _ended = [];
    private readonly Dictionary<LeaseId, AttemptEnding> _endings = [];

    /// <summary>Attempts that have a share of the devices.</summary>
    private readonly HashSet<Attempt> _holding = [];

    /// <summary>Attempts that wait for their share, the longest waiting first.</summary>
    private readonly List<Attempt> _waiting = [];

    private readonly NodeOptions _options;
    private readonly DeviceLedger _ledger;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _left;
    private bool _drained;
    private FrozenSet<string> _lost = [];

    /// <param name="silo">This silo.</param>
    /// <param name="options">What the node offers.</param>
    public NodeAgent(ILocalSiloDetails silo, IOptions<NodeOptions> options)
    {
        _options = options.Value;
        _ledger = new DeviceLedger(_options.Cpus, _options.Gpus);
        Silo = silo.SiloAddress.ToParsableString();
    }

    /// <summary>This silo's address, generation included.</summary>
    public string Silo { get; }

    /// <summary>Whether this node is leaving.</summary>
    public bool IsLeaving => Volatile.Read(ref _left) is not null;

    /// <summary>Whether this node admits no attempts, because it is leaving or a user drained it.</summary>
    public bool IsDraining => IsLeaving || Volatile.Read(ref _drained);

    /// <summary>The GPUs that have left the machine.</summary>
    public IReadOnlyCollection<string> LostGpus
    {
        get { lock (_lock) return _lost; }
    }

    /// <summary>The number of attempts that wait for their share.</summary>
    public int Waiting
    {
        get { lock (_lock) return _waiting.Count; }
    }

    /// <summary>Completes when the attempts here change.</summary>
    public Task Changed
    {
        get { lock (_lock) return _changed.Task; }
    }

    /// <inheritdoc/>
    public Attempt? TryAdmit(Claim claim)
    {
        var lease = claim.Lease;
        var key = new AttemptKey(claim.SweepId, claim.Trial, claim.Attempt, Silo);
        lock (_lock)
        {
            if (IsDraining || lease.Silo != Silo || _lost.Contains(lease.Device)) return null;
            if (_admitted.ContainsKey(key)) return null;
            var fits = Fits(claim);
            if (!fits && !lease.Ahead) return null;
            var attempt = new Attempt(key, claim, waits: !fits, this);
            _admitted.Add(key, attempt);
            if (fits) _holding.Add(attempt);
            else _waiting.Add(attempt);
            return attempt;
        }
    }

    /// <inheritdoc/>
    public Attempt? Find(AttemptKey key)
    {
        lock (_lock) return _admitted.GetValueOrDefault(key);
    }

    /// <inheritdoc/>
    public ImmutableArray<Attempt> Free(Attempt attempt)
    {
        var lease = attempt.Claim.Lease;
        lock (_lock)
        {
            if (_holding.Remove(attempt)) _ledger.Give(lease.Device, lease.Cpu, lease.Gpu);
            else if (!_waiting.Remove(attempt)) return [];
            _ended.Add(lease.Id);
            if (attempt.State.Result is { Verdict: not AttemptVerdict.Neutral } result)
                _endings[lease.Id] = EndingOf(attempt, result);
            _changed.TrySetResult();
            return BeginWaiting();
        }
    }

    /// <inheritdoc/>
    public void Forget(Attempt attempt)
    {
        lock (_lock)
        {
            _admitted.Remove(attempt.Key);
            if (_admitted.Count == 0) _left?.TrySetResult();
        }
    }

    /// <summary>
    /// Stops admitting attempts, and asks those that run to save a checkpoint and end. Completes when all have reported
    /// their ends.
    /// </summary>
    public Task LeaveAsync()
    {
        ImmutableArray<Attempt> running;
        Task left;
        lock (_lock)
        {
            _left ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_admitted.Count == 0) _left.TrySetResult();
            _changed.TrySetResult();
            (running, left) = ([.. _admitted.Values], _left.Task);
        }

        Release(running, "is leaving");
        return left;
    }

    /// <summary>
    /// Stops admitting attempts until it is undrained, and asks those that run to save a checkpoint and end; or admits
    /// attempts again.
    /// </summary>
    /// <returns>Whether this changed anything.</returns>
    public bool Drain(bool drained)
    {
        ImmutableArray<Attempt> running;
        lock (_lock)
        {
            if (_drained == drained) return false;
            Volatile.Write(ref _drained, drained);
            _changed.TrySetResult();
            running = drained ? [.. _admitted.Values] : [];
        }

        Release(running, "was drained");
        return true;
    }

    /// <summary>
    /// Offers all GPUs but those that have left the machine, and asks the attempts on these to end and go on elsewhere.
    /// </summary>
    public void Lose(FrozenSet<string> gpus)
    {
        ImmutableArray<Attempt> running;
        lock (_lock)
        {
            if (gpus.SetEquals(_lost)) return;
            var more = gpus.Except(_lost).ToFrozenSet();
            running = [.. _admitted.Values.Where(attempt => more.Contains(attempt.Claim.Lease.Device))];
            _lost = gpus;
            _changed.TrySetResult();
        }

        foreach (var attempt in running) Release([attempt], $"lost its GPU {attempt.Claim.Lease.Device}");
    }

    /// <summary>
    /// Returns the beat to send to the fleet now. <see cref="Changed"/> completes again at the next change.
    /// </summary>
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
                Gpus = OfferedGpus,
                Claims =
                [
                    .. _admitted.Values.Where(attempt => _holding.Contains(attempt) || _waiting.Contains(attempt))
                        .Select(attempt => attempt.Claim with { Waits = !_holding.Contains(attempt) }),
                ],
                Ended = [.. _ended],
                Draining = IsDraining,
                Endings = [.. _endings.Values],
            };
        }
    }

    /// <summary>Returns how much of each device is used: first the CPU, then each GPU.</summary>
    public ImmutableArray<DeviceUse> Devices()
    {
        lock (_lock)
        {
            var leases = _holding.Select(attempt => attempt.Claim.Lease).ToList();
            return
            [
                new("cpu", _options.Cpus, leases.Sum(lease => lease.Cpu)),
                .. _options.Gpus.Select(gpu =>
                    new DeviceUse(gpu, 1, leases.Where(lease => lease.Device == gpu).Sum(lease => lease.Gpu))),
            ];
        }
    }

    private ImmutableArray<string> OfferedGpus => [.. _options.Gpus.Where(gpu => !_lost.Contains(gpu))];

    /// <summary>
    /// Takes the claim's share if there is room. A lease that is to follow another one does not take the place of a
    /// third.
    /// </summary>
    private bool Fits(Claim claim)
    {
        var lease = claim.Lease;
        if (_lost.Contains(lease.Device)) return false;
        if (lease.After is { } before && _holding.Any(other => other.Claim.Lease.Id == before)) return false;
        return _ledger.TryTake(lease.Device, lease.Cpu, lease.Gpu);
    }

    private void Release(ImmutableArray<Attempt> attempts, string because)
    {
        foreach (var attempt in attempts) attempt.Apply(new AttemptEvent.ReleaseRequested($"node {Silo} {because}"));
    }

    private static AttemptEnding EndingOf(Attempt attempt, AttemptResult result) => new()
    {
        Lease = attempt.Claim.Lease.Id,
        SweepId = attempt.Key.SweepId,
        Trial = attempt.Key.Trial,
        Device = attempt.Claim.Lease.Device,
        Verdict = result.Verdict,
        Cause = result.Cause,
    };

    private ImmutableArray<Attempt> BeginWaiting()
    {
        if (_waiting.Count == 0 || IsDraining) return [];
        ImmutableArray<Attempt> begun = [.. _waiting.Where(next => Fits(next.Claim))];
        foreach (var next in begun)
        {
            _waiting.Remove(next);
            _holding.Add(next);
            next.Apply(new AttemptEvent.ShareGranted());
        }

        return begun;
    }

    /// <summary>Records that the fleet has received a beat, so that the ends in it need not be sent again.</summary>
    public void Acknowledge(NodeBeat beat)
    {
        lock (_lock)
        {
            _ended.ExceptWith(beat.Ended);
            foreach (var ending in beat.Endings) _endings.Remove(ending.Lease);
        }
    }
}

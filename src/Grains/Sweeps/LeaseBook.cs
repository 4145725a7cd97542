using System.Collections.Immutable;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.States;

namespace Experiments.Grains.Sweeps;

/// <summary>
/// What a sweep knows of its leases, and what it wants of the fleet on the whole. A lease counts from the moment in
/// which it is taken until its attempt leaves the state, once at any time. No calls; not thread-safe.
/// </summary>
/// <param name="sweepId">Whose leases.</param>
/// <param name="spec">What the sweep asks for.</param>
/// <param name="meters">Told how long leases were waited for.</param>
/// <param name="time">The clock of the meters.</param>
internal sealed class LeaseBook(string sweepId, SweepSpec spec, SweepMeters meters, TimeProvider time)
{
    /// <summary>
    /// Attempts that train for less than this on average have their successors decided and sent to the nodes before
    /// they end, so that no device waits for a decision to be committed. Longer ones lose nothing to speak of, and what
    /// is decided as late as can be knows most and goes where there is room first.
    /// </summary>
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    private readonly Guid _activation = Guid.NewGuid();

    /// <summary>Leases that have come, and of which the fleet may not know that yet.</summary>
    private readonly HashSet<LeaseId> _received = [];

    /// <summary>Leases that were taken and on which nothing has begun yet.</summary>
    private int _offered;

    private long _lastDemand;
    private TimeSpan? _typical;

    /// <summary>Since when it has wanted a lease that has not come yet; null: it wants none.</summary>
    private long? _wantedSince;

    /// <summary>Takes a lease that has come, to begin an attempt on it; false where none may begin now.</summary>
    public bool TryTake(LeaseId lease, SearchState state)
    {
        _received.Add(lease);
        if (Target(state) <= Running(state)) return false;
        var now = time.GetTimestamp();
        if (_wantedSince is { } since) meters.Granted(time.GetElapsedTime(since, now));
        _wantedSince = now;
        _offered++;
        return true;
    }

    /// <summary>Nothing begins on a lease that was taken.</summary>
    public void Drop() => _offered--;

    /// <summary>These steps were committed: what began on leases that were taken is in the state from now on.</summary>
    public void Committed(ImmutableArray<SearchStep> steps) =>
        _offered -= steps.Sum(step => step.Actions.Count(action => action is SearchAction.BeginAttempt));

    /// <summary>An attempt has trained to its end.</summary>
    public void Trained(TimeSpan trained) =>
        _typical = _typical is { } before ? before * 0.8 + trained * 0.2 : trained;

    /// <summary>What to tell the fleet now.</summary>
    /// <param name="state">What is committed.</param>
    /// <param name="isBroken">Whether nothing more can be committed, so that nothing more is wanted.</param>
    public SweepDemand Demand(SearchState state, bool isBroken)
    {
        var running = Running(state);
        var target = isBroken ? running : Target(state);
        _wantedSince = target > running ? _wantedSince ?? time.GetTimestamp() : null;
        return new SweepDemand
        {
            SweepId = sweepId,
            Target = target,
            Running = running,
            Received = [.. _received],
            Cpu = spec.Resources.Cpu,
            Gpu = spec.Resources.Gpu,
            Priority = spec.Resources.Priority,
            Weight = spec.Resources.Weight,
            Ahead = _typical < Short,
            Activation = _activation,
            Number = ++_lastDemand,
        };
    }

    /// <summary>The fleet has answered a demand, and knows what has come.</summary>
    public void Answered(SweepDemand demand) => _received.ExceptWith(demand.Received);

    private int Target(SearchState state) =>
        (int)Math.Min(spec.MaxConcurrentTrials ?? int.MaxValue, (long)state.Running.Count + state.RemainingDemand);

    private int Running(SearchState state) => state.Running.Count + _offered;
}

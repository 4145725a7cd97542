using System.Collections.Immutable;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Sweeps;
using Experiments.Grains.Outside;
using Experiments.Search.Events;
using Experiments.Search.States;

namespace Experiments.Grains.Sweeps;

/// <summary>
/// The leases that a sweep knows of, and its total demand. A lease counts from the moment when it is taken until its
/// attempt leaves the state, exactly once at any time. Makes no calls; not thread-safe.
/// </summary>
/// <param name="sweepId">Id of the sweep.</param>
/// <param name="spec">The sweep's specification.</param>
/// <param name="meters">Records how long the sweep waited for leases.</param>
/// <param name="time">The clock of the meters.</param>
/// <param name="claims">
/// The requests of workers outside the cluster, if they train: a trial begins only for a worker that waits for it.
/// </param>
internal sealed class LeaseBook(
    string sweepId, SweepSpec spec, SweepMeters meters, TimeProvider time, OutsideClaims? claims = null)
{
    /// <summary>
    /// Attempts that train for less than this on average have their successors decided and sent to the nodes before
    /// they end, so that no device waits for a decision to be committed. For longer attempts that wait is negligible,
    /// and a decision that is made as late as possible is based on the most results and goes to the first free place.
    /// </summary>
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    private readonly Guid _activation = Guid.NewGuid();

    /// <summary>Leases that have arrived and of which the fleet may not know yet that they have.</summary>
    private readonly HashSet<LeaseId> _received = [];

    /// <summary>The number of leases that were taken and on which nothing has begun yet.</summary>
    private int _offered;

    private long _lastDemand;
    private TimeSpan? _typical;

    /// <summary>
    /// The time since which the sweep has wanted a lease that has not arrived yet, or null if it wants none.
    /// </summary>
    private long? _wantedSince;

    /// <summary>
    /// Takes a lease that has arrived, to begin an attempt on it. Returns false if none may begin now.
    /// </summary>
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

    /// <summary>Records that nothing begins on a lease that was taken.</summary>
    public void Drop() => _offered--;

    /// <summary>
    /// Records that steps were committed: attempts that began on taken leases are in the state from now on.
    /// </summary>
    public void Committed(ImmutableArray<SearchStep> steps)
    {
        var begun = steps.SelectMany(step => step.Actions).OfType<SearchAction.BeginAttempt>().ToArray();
        _offered -= begun.Length;
        foreach (var begin in begun) claims?.Begin(begin.Trial, begin.Attempt);
    }

    /// <summary>Records how long a completed attempt trained.</summary>
    public void Trained(TimeSpan trained) =>
        _typical = _typical is { } before ? before * 0.8 + trained * 0.2 : trained;

    /// <summary>Returns the demand to send to the fleet now.</summary>
    /// <param name="state">The committed state.</param>
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
            Ahead = claims is null && _typical < Short,
            Avoid = state.FailedEverythingOn,
            Activation = _activation,
            Number = ++_lastDemand,
        };
    }

    /// <summary>Records that the fleet has answered a demand, and knows which leases have arrived.</summary>
    public void Answered(SweepDemand demand) => _received.ExceptWith(demand.Received);

    private int Target(SearchState state) =>
        (int)Math.Min(Most(state) ?? int.MaxValue, (long)state.Running.Count + Wanted(state));

    private int Wanted(SearchState state) => claims is null
        ? state.RemainingDemand
        : Math.Min(state.RemainingDemand, claims.Unserved);

    // What a user says later counts in place of what the sweep file says.
    private int? Most(SearchState state) => state.MostAtOnce ?? spec.MaxConcurrentTrials;

    private int Running(SearchState state) => state.Running.Count + _offered;
}

using System.Collections.Immutable;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Grains.Health;
using Experiments.Grains.Fleet;
using Experiments.Grains.Fleet.Health;
using Experiments.Grains.Tests.Support;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Grains.Tests.Fleet.Health;

/// <summary>
/// A pool in virtual time: the real fleet's ledger, the real search, and nodes on which attempts may fail.
/// </summary>
internal sealed class SickPool
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(0.25);

    private readonly FaultInjector _world;
    private readonly SearchSpec _spec;
    private readonly ImmutableArray<NodeBeat> _nodes;
    private readonly double _typical;
    private readonly List<Running> _running = [];
    private readonly List<(string Silo, AttemptEnding Ending)> _endings = [];
    private readonly List<LeaseId> _received = [];
    private readonly Guid _activation = Guid.NewGuid();
    private FleetLedger _fleet = new(Guid.NewGuid());
    private TimeSpan _fleetBorn;
    private long _lastDemand;

    /// <param name="world">Decides what fails.</param>
    /// <param name="nodes">The nodes, as beats without claims.</param>
    /// <param name="trials">The number of trials.</param>
    /// <param name="typical">How long a trial runs, in seconds.</param>
    /// <param name="maxRestarts">How many attempts of a trial may fail before the trial has failed.</param>
    public SickPool(FaultInjector world, IEnumerable<NodeBeat> nodes, int trials, double typical, int maxRestarts = 3)
    {
        _world = world;
        _nodes = [.. nodes];
        _typical = typical;
        _spec = Specs.Of(trials).Search with { MaxRestarts = maxRestarts };
        State = SearchCore.Begin(_spec);
        Tell(new SearchEvent.Prepared());
    }

    public SearchState State { get; private set; }

    public TimeSpan Now { get; private set; }

    /// <summary>What changed, in order.</summary>
    public List<HealthChange> Changes { get; } = [];

    /// <summary>The attempts that failed, with their places.</summary>
    public List<(int Trial, string Silo, string Device)> Failed { get; } = [];

    /// <summary>The trials that failed for good.</summary>
    public List<int> Lost { get; } = [];

    /// <summary>How many attempts began on each silo.</summary>
    public Dictionary<string, int> Begun { get; } = [];

    /// <summary>The places that were quarantined, and how many attempts had failed there before.</summary>
    public Dictionary<Place, int> QuarantinedAfter { get; } = [];

    private bool Gpus => _nodes.Any(node => !node.Gpus.IsEmpty);

    private TimeSpan Age => Now - _fleetBorn;

    /// <summary>A silo dies.</summary>
    public void Kill(string silo)
    {
        _fleet.Forget(silo);
        Changes.AddRange(_fleet.TakeHealthChanges());
    }

    /// <summary>Lets time pass until the sweep has ended, or for a while.</summary>
    public void Run(TimeSpan limit)
    {
        for (var end = Now + limit; Now < end && !State.IsFinal; Now += Tick)
        {
            EndAttempts();
            // Each node sends a beat at once after an end, and every second otherwise.
            foreach (var node in _nodes)
                if (Now.TotalSeconds % 1 == 0 || _endings.Any(ending => ending.Silo == node.Silo)) Beat(node);
            Changes.AddRange(_fleet.TakeHealthChanges());
            foreach (var change in Changes.Where(change => change.Step == HealthStep.Quarantined))
            {
                QuarantinedAfter.TryAdd(
                    change.Place, Failed.Count(failed => change.Place.Holds(failed.Silo, failed.Device)));
            }

            Demand();
            foreach (var grant in _fleet.Allocate(Age)) Use(grant.Lease);
            Changes.AddRange(_fleet.TakeHealthChanges());
        }
    }

    /// <summary>The fleet's grain is activated elsewhere, and has to learn from beats.</summary>
    public void LoseFleet()
    {
        _toldBefore = _nodes.ToDictionary(node => node.Silo, node => _fleet.QuarantinedOf(node.Silo, Age));
        (_fleet, _fleetBorn) = (new FleetLedger(Guid.NewGuid()), Now);
    }

    private Dictionary<string, ImmutableArray<PlaceHealth>> _toldBefore = [];

    public IEnumerable<PlaceHealth> QuarantinedOf(string silo) => _fleet.QuarantinedOf(silo, Age);

    private void Beat(NodeBeat node)
    {
        var told = _endings.Where(ending => ending.Silo == node.Silo).Select(ending => ending.Ending).ToArray();
        _endings.RemoveAll(ending => ending.Silo == node.Silo);
        _fleet.Hear(
            node with
            {
                Claims = [.. _running.Where(one => one.Claim.Lease.Silo == node.Silo).Select(one => one.Claim)],
                Ended = [.. told.Select(ending => ending.Lease)],
                Endings = [.. told],
                Quarantined = _toldBefore.GetValueOrDefault(node.Silo, []),
            },
            Age);
    }

    private void Demand()
    {
        _fleet.Hear(
            new SweepDemand
            {
                SweepId = "sweep",
                Target = State.Running.Count + State.RemainingDemand,
                Running = State.Running.Count,
                Received = [.. _received],
                Cpu = 1,
                Gpu = Gpus ? 1 : 0,
                Priority = 0,
                Weight = 1,
                Activation = _activation,
                Number = ++_lastDemand,
                Avoid = State.FailedEverythingOn,
            },
            Age);
        _received.Clear();
    }

    private void Use(Lease lease)
    {
        _received.Add(lease.Id);
        if (Tell(new SearchEvent.SlotOffered(lease.Silo)).OfType<SearchAction.BeginAttempt>().SingleOrDefault()
            is not { } begin)
        {
            _fleet.Return(lease.Id);
            return;
        }

        var (seconds, fails) = _world.Run(begin.Trial, lease.Silo, lease.Device, _typical);
        Begun[lease.Silo] = Begun.GetValueOrDefault(lease.Silo) + 1;
        _running.Add(new(
            Beats.Claim(lease, trial: begin.Trial, attempt: begin.Attempt), Now + TimeSpan.FromSeconds(seconds),
            fails));
    }

    private void EndAttempts()
    {
        foreach (var one in _running.Where(one => one.Ends <= Now).ToArray())
        {
            _running.Remove(one);
            var lease = one.Claim.Lease;
            if (one.Fails) Failed.Add((one.Claim.Trial, lease.Silo, lease.Device));
            _endings.Add((lease.Silo, new AttemptEnding
            {
                Lease = lease.Id,
                SweepId = "sweep",
                Trial = one.Claim.Trial,
                Device = lease.Device,
                Verdict = !one.Fails ? AttemptVerdict.Succeeded
                    : _world.AreFaults ? AttemptVerdict.NodeFault : AttemptVerdict.Failed,
                Cause = one.Fails ? "it ended with exit code 1" : "",
            }));
            AttemptOutcome outcome = !one.Fails ? new AttemptOutcome.Completed(1)
                : lease.Probes || _world.AreFaults ? new AttemptOutcome.Faulted("exit code 1", lease.Silo)
                : new AttemptOutcome.Failed("exit code 1", lease.Silo);
            foreach (var action in Tell(new SearchEvent.AttemptEnded(one.Claim.Trial, one.Claim.Attempt, outcome)))
                if (action is SearchAction.EndTrial { Status: TrialStatus.Failed } lost) Lost.Add(lost.Trial);
        }
    }

    private ImmutableArray<SearchAction> Tell(SearchEvent happened)
    {
        var (next, actions) = SearchCore.Apply(_spec, State, happened);
        State = next;
        return actions;
    }

    private sealed record Running(Claim Claim, TimeSpan Ends, bool Fails);
}

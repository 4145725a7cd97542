using System.Collections.Immutable;
using Experiments.Contracts.Grains;
using Experiments.Grains.Attempts;
using Experiments.Grains.Fleet;
using Experiments.Grains.Nodes;
using Experiments.Search.Events;
using Microsoft.Extensions.Options;

namespace Experiments.Grains.Tests.Support;

/// <summary>
/// One fleet, its nodes and its sweeps, with the real bookkeeping of all three. The test controls every message between
/// them: which arrives next, which is lost and which arrives twice. Time passes only when the test advances it. As in a
/// silo, a sweep or a node sends its next message to the fleet only after the last one was answered or has failed.
/// </summary>
internal sealed class DemandWorld
{
    private readonly List<Message> _inFlight = [];
    private readonly List<Attempt> _admitted = [];
    private readonly HashSet<NodeAgent> _beating = [];
    private FleetLedger _fleet = new(Guid.NewGuid());

    /// <param name="nodes">The number of nodes, of two cores each.</param>
    /// <param name="sweeps">For each sweep, the number of its trials, of one core each, and how many of them may run at
    /// once.</param>
    public DemandWorld(int nodes, params IEnumerable<(int Trials, int MostAtOnce)> sweeps)
    {
        Nodes = [.. Enumerable.Range(0, nodes).Select(i =>
            new NodeAgent(new LocalSilo(i), Options.Create(new NodeOptions { Name = $"node-{i}", Cpus = 2 })))];
        Sweeps = [.. sweeps.Select((sweep, i) =>
            new SimulatedSweep(this, $"sweep-{i}", sweep.Trials, sweep.MostAtOnce))];
        Capacity = 2 * nodes;
    }

    public ImmutableArray<NodeAgent> Nodes { get; }

    public ImmutableArray<SimulatedSweep> Sweeps { get; }

    public int Capacity { get; }

    /// <summary>The age of the fleet.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>The number of leases that arrived at a sweep that could not use them.</summary>
    public int Returned { get; private set; }

    public int Training => _admitted.Count(Trains);

    private static bool Trains(Attempt attempt) =>
        attempt.State.Phase is > AttemptPhase.Waiting and < AttemptPhase.Ending;

    public void Pass(TimeSpan time) => Now += time;

    /// <summary>Delivers one of the messages.</summary>
    public void Deliver(int pick) => Take(pick, _ => true)?.Arrive();

    /// <summary>Loses one of the messages, but none of those that are repeated until they arrive.</summary>
    public void Lose(int pick) => Take(pick, message => message.Lost is not null)?.Lost!();

    /// <summary>Delivers one of the messages to the fleet twice, the second time at any later time.</summary>
    public void Repeat(int pick)
    {
        var repeatable = _inFlight.Where(message => message.Again is not null).ToList();
        if (repeatable.Count > 0) Send(new Message("repetition", repeatable[pick % repeatable.Count].Again!));
    }

    /// <summary>Ends an attempt that trains, which completes its trial.</summary>
    public void End(int pick)
    {
        var training = _admitted.Where(Trains).ToList();
        if (training.Count == 0) return;
        var ended = training[pick % training.Count];
        _admitted.Remove(ended);
        var node = Nodes.Single(node => node.Silo == ended.Claim.Lease.Silo);
        node.Free(ended);
        node.Forget(ended);
        var sweep = SweepOf(ended.Claim.SweepId);
        Send(new Message("end", () => sweep.Ended(ended.Claim, new AttemptOutcome.Completed(1))));
    }

    /// <summary>Sends a node's beat to the fleet, unless the node still waits for an answer.</summary>
    public void Beat(int pick)
    {
        var node = Nodes[pick % Nodes.Length];
        if (!_beating.Add(node)) return;
        var beat = node.Beat();
        Send(new Message("beat", () =>
        {
            Hear();
            node.Acknowledge(beat);
            _beating.Remove(node);
        })
        {
            Lost = () => _beating.Remove(node),
            Again = Hear,
        });

        void Hear()
        {
            _fleet.Hear(beat, Now);
            Allocate();
        }
    }

    /// <summary>Starts the fleet's grain again without its state.</summary>
    public void ReplaceFleet() => _fleet = new FleetLedger(Guid.NewGuid());

    /// <summary>Returns the number of leases that are on their way to a sweep.</summary>
    public int OnTheWay(SimulatedSweep sweep) =>
        _inFlight.Where(message => message.To == sweep).Sum(message => message.Leases);

    /// <summary>Delivers all messages in order, while nodes and sweeps send their state each second.</summary>
    public void BeFair(TimeSpan time)
    {
        for (var until = Now + time; Now < until; Pass(TimeSpan.FromSeconds(1)))
        {
            for (var node = 0; node < Nodes.Length; node++) Beat(node);
            foreach (var sweep in Sweeps) sweep.Tell();
            while (_inFlight.Count > 0) Deliver(0);
        }
    }

    /// <summary>Delivers a sweep's demand to the fleet.</summary>
    internal void Hear(SweepDemand demand)
    {
        _fleet.Hear(demand, Now);
        Allocate();
    }

    internal void Return(LeaseId lease)
    {
        Returned++;
        Send(new Message("return", HandBack) { Lost = () => { }, Again = HandBack });

        void HandBack()
        {
            _fleet.Return(lease);
            Allocate();
        }
    }

    internal void Start(SimulatedSweep sweep, SearchAction.BeginAttempt begin, Lease lease)
    {
        var claim = Beats.Claim(lease, sweep.Id, begin.Trial, begin.Attempt);
        Send(new Message("start", () =>
        {
            if (Nodes.Single(node => node.Silo == lease.Silo).TryAdmit(claim) is { } admitted) _admitted.Add(admitted);
            else Send(new Message("refusal", () => sweep.Ended(claim, new AttemptOutcome.Released("no room"))));
        }));
    }

    internal void Send(Message message) => _inFlight.Add(message);

    private void Allocate()
    {
        foreach (var grants in _fleet.Allocate(Now).GroupBy(grant => grant.SweepId, grant => grant.Lease))
        {
            var (sweep, leases) = (SweepOf(grants.Key), grants.ToImmutableArray());
            Send(new Message("offer", () => sweep.Receive(leases))
            {
                Lost = () => { },
                To = sweep,
                Leases = leases.Length,
            });
        }
    }

    private SimulatedSweep SweepOf(string id) => Sweeps.Single(sweep => sweep.Id == id);

    private Message? Take(int pick, Func<Message, bool> which)
    {
        var some = _inFlight.Where(which).ToList();
        if (some.Count == 0) return null;
        var taken = some[pick % some.Count];
        _inFlight.Remove(taken);
        return taken;
    }

    /// <summary>A message that was sent and has not arrived.</summary>
    internal sealed record Message(string What, Action Arrive)
    {
        /// <summary>What happens if the message is lost, or null if it is repeated until it arrives.</summary>
        public Action? Lost { get; init; }

        /// <summary>What happens if the message arrives once more, or null if it never does.</summary>
        public Action? Again { get; init; }

        /// <summary>The sweep that the message grants leases to.</summary>
        public SimulatedSweep? To { get; init; }

        /// <summary>The number of leases.</summary>
        public int Leases { get; init; }
    }
}

using CsCheck;
using Experiments.Contracts.Grains;
using Experiments.Grains.Attempts;
using Experiments.Grains.Fleet;
using Experiments.Grains.Nodes;
using Experiments.Grains.Tests.Support;
using Experiments.Testing.Properties;
using Microsoft.Extensions.Options;

namespace Experiments.Grains.Tests.Fleet;

public sealed class FleetPropertyTests
{
    /// <summary>
    /// Two fleets at once over one node, neither of which knows what the other grants: whatever is lost, late or
    /// returned, the node never admits more than its cores, and all of them are available again in the end.
    /// </summary>
    [Fact]
    public void TwoFleets_AnyCourse_NodeIsNeverOverbookedAndNothingLeaks() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 1], Gen.Int[0, 100]).Array[1, 120].ForAll(course =>
        {
            var node = new NodeAgent(new LocalSilo(), Options.Create(new NodeOptions { Cpus = 3 }));
            var fleets = new[] { new FleetLedger(Guid.NewGuid()), new FleetLedger(Guid.NewGuid()) };
            var granted = new List<Grant>();
            var running = new List<Attempt>();
            var (now, trial) = (TimeSpan.Zero, 0);
            foreach (var (what, which, pick) in course)
            {
                now += TimeSpan.FromSeconds(0.5);
                var fleet = fleets[which];
                switch (what)
                {
                    case 0:
                        fleet.Hear(node.Beat(), now);
                        break;
                    case 1:
                        fleet.Hear(Beats.Demand("sweep", pick % 5) with { Ahead = pick % 2 == 0 }, now);
                        granted.AddRange(fleet.Allocate(now));
                        break;
                    case 2 when granted.Count > 0:
                        var lease = Take(granted, pick).Lease;
                        if (node.TryAdmit(Beats.Claim(lease, trial: trial++)) is { } admitted) running.Add(admitted);
                        break;
                    case 3 when running.Count > 0:
                        var ended = Take(running, pick);
                        node.Free(ended);
                        node.Forget(ended);
                        break;
                    case 4 when granted.Count > 0:
                        fleet.Return(Take(granted, pick).Lease.Id);
                        break;
                    case 5 when granted.Count > 0:
                        Take(granted, pick);
                        break;
                }

                running.Where(attempt => attempt.State.Phase != AttemptPhase.Waiting)
                    .Sum(attempt => attempt.Claim.Lease.Cpu).ShouldBeLessThanOrEqualTo(3);
                node.Beat().Claims.Length.ShouldBe(running.Count);
            }

            foreach (var attempt in running)
            {
                node.Free(attempt);
                node.Forget(attempt);
            }

            now += FleetLedger.LeaseLife;
            foreach (var fleet in fleets)
            {
                fleet.Hear(node.Beat(), now);
                fleet.Hear(Beats.Demand("sweep", 9), now);
                fleet.Allocate(now).Length.ShouldBe(3);
            }
        });

    /// <summary>
    /// Whatever runs, the attempts asked back make room for the demand, all are of a lower priority, and each of them
    /// is needed.
    /// </summary>
    [Fact]
    public void MakeRoom_AnyNode_AsksBackEnoughAndNoMoreThanNeeded() =>
        Gen.Select(
            Gen.Select(Gen.Int[1, 3], Gen.Int[0, 4], Gen.Int[0, 2], Gen.Int[0, 1]).Array[0, 10],
            Gen.Int[1, 4], Gen.Int[0, 4]).ForAll((attempts, cpu, gpu) =>
        {
            var used = new DeviceLedger(6, ["cuda:0", "cuda:1"]);
            var claims = new List<Claim>();
            foreach (var (attempt, i) in attempts.Select((attempt, i) => (attempt, i)))
            {
                var (cores, quarters, priority, device) = attempt;
                var lease = new Lease
                {
                    Id = new LeaseId(Guid.Empty, i),
                    Silo = "a",
                    Device = quarters == 0 ? "cpu" : $"cuda:{device}",
                    Cpu = cores,
                    Gpu = quarters / 4.0,
                    Priority = priority,
                };
                if (used.TryTake(lease.Device, lease.Cpu, lease.Gpu)) claims.Add(Beats.Claim(lease, trial: i));
            }

            var demand = Beats.Demand("high", 1, cpu, gpu / 4.0, priority: 2);
            if (used.Find(demand.Cpu, demand.Gpu) is not null) return;
            var beat = Beats.Of("a", 6, ["cuda:0", "cuda:1"]) with { Claims = [.. claims] };
            var victims = new Preemption(beat, [], _ => false).MakeRoom(demand);
            victims.ShouldAllBe(victim => victim.Lease.Priority < 2);
            var stay = claims.Except(victims).ToList();
            if (victims.IsEmpty) Fits(stay.Where(claim => claim.Lease.Priority == 2), demand).ShouldBeFalse();
            else Fits(stay, demand).ShouldBeTrue();
            foreach (var victim in victims) Fits(stay.Append(victim), demand).ShouldBeFalse();
        });

    private static bool Fits(IEnumerable<Claim> claims, SweepDemand demand)
    {
        var used = new DeviceLedger(6, ["cuda:0", "cuda:1"]);
        foreach (var claim in claims) used.TryTake(claim.Lease.Device, claim.Lease.Cpu, claim.Lease.Gpu).ShouldBeTrue();
        return used.Find(demand.Cpu, demand.Gpu) is not null;
    }

    private static T Take<T>(List<T> from, int pick)
    {
        var taken = from[pick % from.Count];
        from.Remove(taken);
        return taken;
    }
}

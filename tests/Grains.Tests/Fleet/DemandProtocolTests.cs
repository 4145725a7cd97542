using CsCheck;
using Experiments.Grains.Fleet;
using Experiments.Grains.Tests.Support;
using Experiments.Search.States;
using Experiments.Testing.Properties;

namespace Experiments.Grains.Tests.Fleet;

/// <summary>The messages between sweeps, fleet and nodes, in any order, with losses and repetitions.</summary>
public sealed class DemandProtocolTests
{
    private static readonly Gen<(int Trials, int MostAtOnce)[]> Sweeps =
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 5]).Array[1, 3];

    /// <summary>
    /// Messages cross, are lost and are repeated, all within the lifetime of a lease: no more leases are ever on their
    /// way to a sweep than it wants, so it never has one that it cannot use; and once messages arrive again all demand
    /// is met.
    /// </summary>
    [Fact]
    public void Demand_MessagesCrossOrAreLostOrRepeated_NeverGrantsMoreThanIsWanted() =>
        Gen.Select(Sweeps, Gen.Select(Gen.Int[0, 9], Gen.Int[0, 1000]).Array[1, 150]).ForAll((sweeps, course) =>
        {
            var world = new DemandWorld(nodes: 2, sweeps);
            foreach (var (what, pick) in course)
            {
                Step(world, what, pick);
                world.Pass(TimeSpan.FromMilliseconds(50));
                foreach (var sweep in world.Sweeps)
                    world.OnTheWay(sweep).ShouldBeLessThanOrEqualTo(sweep.Target - sweep.Running, sweep.Id);
            }

            world.Returned.ShouldBe(0);
            ShouldMeetAllDemand(world);
            ShouldEnd(world);
        }, iter: 1000);

    /// <summary>
    /// In addition, leases expire, fleet and sweeps lose their state, and users change their requests: no sweep runs
    /// more than it may, no node more than it has, and once messages arrive again all demand is met.
    /// </summary>
    [Fact]
    public void Demand_MemoriesAreLostAndTimePasses_NothingRunsTwiceAndAllIsMetInTheEnd() =>
        Gen.Select(Sweeps, Gen.Select(Gen.Int[0, 14], Gen.Int[0, 1000]).Array[1, 150]).ForAll((sweeps, course) =>
        {
            var world = new DemandWorld(nodes: 2, sweeps);
            foreach (var (what, pick) in course)
            {
                var sweep = world.Sweeps[pick % world.Sweeps.Length];
                if (what == 10) world.ReplaceFleet();
                else if (what == 11) sweep.Move();
                else if (what == 12) sweep.Pause(true);
                else if (what == 13) sweep.Pause(false);
                else if (what == 14) world.Pass(TimeSpan.FromSeconds(3));
                else Step(world, what, pick);
                world.Training.ShouldBeLessThanOrEqualTo(world.Capacity);
                for (var i = 0; i < sweeps.Length; i++)
                    world.Sweeps[i].State.Running.Count.ShouldBeLessThanOrEqualTo(sweeps[i].MostAtOnce);
            }

            foreach (var sweep in world.Sweeps) sweep.Pause(false);
            ShouldMeetAllDemand(world);
            ShouldEnd(world);
        }, iter: 1000);

    private static void Step(DemandWorld world, int what, int pick)
    {
        switch (what)
        {
            case 0 or 1 or 2 or 3 or 4:
                world.Deliver(pick);
                break;
            case 5:
                world.Lose(pick);
                break;
            case 6:
                world.Repeat(pick);
                break;
            case 7:
                world.End(pick);
                break;
            case 8:
                world.Beat(pick);
                break;
            case 9:
                world.Sweeps[pick % world.Sweeps.Length].Tell();
                break;
        }
    }

    /// <summary>
    /// Every core is used, or every sweep has what it wants; and sweeps and nodes agree on what runs.
    /// </summary>
    private static void ShouldMeetAllDemand(DemandWorld world)
    {
        world.BeFair(2.5 * FleetLedger.LeaseLife);
        if (world.Training < world.Capacity)
            foreach (var sweep in world.Sweeps) sweep.Running.ShouldBe(sweep.Target, sweep.Id);
        var claims = world.Nodes.Sum(node => node.Beat().Claims.Length);
        world.Sweeps.Sum(sweep => sweep.State.Running.Count).ShouldBe(claims);
    }

    /// <summary>All trials complete, one after the other, and no share stays behind.</summary>
    private static void ShouldEnd(DemandWorld world)
    {
        for (var round = 0; round < 50 && !world.Sweeps.All(sweep => sweep.State.IsFinal); round++)
        {
            while (world.Training > 0) world.End(0);
            world.BeFair(TimeSpan.FromSeconds(2));
        }

        world.Sweeps.ShouldAllBe(sweep => sweep.State.Status == SweepStatus.Completed);
        world.Training.ShouldBe(0);
    }
}

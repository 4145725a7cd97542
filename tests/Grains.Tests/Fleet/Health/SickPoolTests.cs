using CsCheck;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Grains.Health;
using Experiments.Grains.Fleet.Health;
using Experiments.Grains.Tests.Support;
using Experiments.Search.States;
using Experiments.Testing.Properties;

namespace Experiments.Grains.Tests.Fleet.Health;

/// <summary>
/// Nodes, GPUs and trials fail in a simulated pool. What fails is decided by <see cref="FaultInjector"/>, which does
/// not know what the fleet thinks.
/// </summary>
public sealed class SickPoolTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromHours(10);

    /// <summary>
    /// Up to two of five trials are bad, up to one attempt in 25 fails by chance, and up to half of the nodes are sick.
    /// Where two of five trials are bad, a sick node may go unnoticed; it is then used for one attempt at a time.
    /// </summary>
    [Fact]
    public void Run_TwoHundredMixedWorlds_QuarantinesWhatIsSickAndNothingElse()
    {
        var (falsely, missed, lost, failures, sickPlaces) =
            (new List<string>(), new List<string>(), new List<string>(), new List<int>(), 0);
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var gpus = random.Next(2) * random.Next(1, 5);
            var nodes = Nodes(random.Next(2, 7), cpus: gpus == 0 ? random.Next(1, 5) : 8, gpus);
            var trials = random.Next(24, 200);
            var world = new FaultInjector(random) { Chance = random.Next(3) * 0.02 };
            var badness = random.Next(5) * 0.1;
            for (var trial = 0; trial < trials; trial++)
                if (random.NextDouble() < badness) world.Spoil(trial);
            var sick = random.Next(2) * random.Next(1, nodes.Length / 2 + 1);
            for (var i = 0; i < sick; i++) world.Infect(nodes[i].Silo, null, 1);
            var few = sick * 3 <= nodes.Length;
            if (gpus > 1 && few && random.Next(2) == 0) world.Infect(nodes[^1].Silo, "cuda:0", 1);
            var pool = new SickPool(world, nodes, trials, typical: Math.Exp(random.NextDouble() * 5));
            pool.Run(Limit);

            pool.State.IsFinal.ShouldBeTrue($"seed {seed}");
            var quarantined = pool.QuarantinedAfter;
            falsely.AddRange(quarantined.Keys.Where(place => !world.IsSick(place.Silo, place.Gpu))
                .Select(place => $"{place} with seed {seed}"));
            foreach (var (silo, gpu) in world.Sick)
            {
                sickPlaces++;
                var all = pool.Failed.Count(one => one.Silo == silo && (gpu is null || one.Device == gpu));
                var found = quarantined.Where(pair => pair.Key.Silo == silo && (gpu is null || pair.Key.Gpu == gpu))
                    .Select(pair => pair.Value).ToArray();
                if (found.Length > 0) failures.Add(found.Min());
                else if (all > 16) missed.Add($"{silo} {gpu} with seed {seed}: {all} failed");
            }

            if (world.Chance == 0 && few)
                lost.AddRange(pool.Lost.Where(trial => !world.IsBad(trial)).Select(trial => $"{trial}, seed {seed}"));
        }

        failures.Sort();
        output.WriteLine(
            $"{falsely.Count} false quarantines; {missed.Count} of {sickPlaces} sick places not noticed; attempts "
            + $"failed in one before it was quarantined: median {failures[failures.Count / 2]}, most {failures[^1]}; "
            + $"{lost.Count} good trials lost");
        falsely.ShouldBeEmpty();
        missed.Count.ShouldBeLessThan(sickPlaces / 40, string.Join('\n', missed));
        lost.ShouldBeEmpty();
    }

    [Fact]
    public void Run_BrokenProgram_QuarantinesNothingAndEnds()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var pool = new SickPool(
                new FaultInjector(random) { IsBroken = true }, Nodes(random.Next(1, 5), cpus: 2, gpus: 0), trials: 24,
                typical: 10);
            pool.Run(Limit);
            pool.State.Status.ShouldBe(SweepStatus.Failed);
            pool.Changes.ShouldBeEmpty($"seed {seed}");
            pool.Now.ShouldBeLessThan(TimeSpan.FromMinutes(10));
        }
    }

    [Fact]
    public void Run_OneNodeThatIsSick_IsNeverQuarantinedAndTheSweepFails()
    {
        var world = new FaultInjector(new Random(1));
        world.Infect("n0", null, 1);
        var pool = new SickPool(world, Nodes(1, cpus: 2, gpus: 0), trials: 24, typical: 10);
        pool.Run(Limit);
        pool.Changes.ShouldBeEmpty();
        pool.State.Status.ShouldBe(SweepStatus.Failed);
    }

    [Fact]
    public void Run_OneOfFourGpusOfTheOnlyNodeIsSick_OnlyThatOneIsQuarantined()
    {
        var world = new FaultInjector(new Random(1));
        world.Infect("n0", "cuda:2", 1);
        var pool = new SickPool(world, Nodes(1, cpus: 8, gpus: 4), trials: 100, typical: 10);
        pool.Run(Limit);
        pool.QuarantinedAfter.Keys.ShouldBe([new Place("n0", "cuda:2")]);
        pool.Lost.ShouldBeEmpty();
    }

    [Fact]
    public void Kill_NodeThatIsQuarantined_IsSaidAndItsQuarantineEnds()
    {
        var world = new FaultInjector(new Random(1));
        world.Infect("n0", null, 1);
        var pool = new SickPool(world, Nodes(3, cpus: 2, gpus: 0), trials: 1000, typical: 10);
        pool.Run(TimeSpan.FromMinutes(2));
        pool.Kill("n1");
        pool.Changes.ShouldNotContain(change => change.Step == HealthStep.Forgotten);
        pool.Kill("n0");
        pool.Changes[^1].ShouldSatisfyAllConditions(
            change => change.Step.ShouldBe(HealthStep.Forgotten), change => change.Place.ShouldBe(new Place("n0")));
        pool.QuarantinedOf("n0").ShouldBeEmpty();
    }

    /// <summary>A fault beyond doubt charges no restart, so that a trial that has none goes on elsewhere.</summary>
    [Fact]
    public void Run_NoRestartsAndANodeWithFaults_LosesNoTrial()
    {
        var world = new FaultInjector(new Random(1)) { AreFaults = true };
        world.Infect("n0", null, 1);
        var pool = new SickPool(world, Nodes(3, cpus: 2, gpus: 0), trials: 200, typical: 10, maxRestarts: 0);
        pool.Run(Limit);
        pool.Lost.ShouldBeEmpty();
        pool.State.Completed.ShouldBe(200);
        pool.QuarantinedAfter.Keys.ShouldBe([new Place("n0")]);
    }

    [Fact]
    public void Run_NodeThatIsRepaired_IsProbedByOneTrialAndUsedAgain()
    {
        var world = new FaultInjector(new Random(1));
        world.Infect("n0", null, 1);
        var pool = new SickPool(world, Nodes(3, cpus: 2, gpus: 0), trials: 1000, typical: 10);
        pool.Run(TimeSpan.FromMinutes(2));
        pool.QuarantinedOf("n0").ShouldHaveSingleItem();
        world.Cure();
        pool.Run(TimeSpan.FromMinutes(10));

        pool.QuarantinedOf("n0").ShouldBeEmpty();
        pool.Changes[^2..].Select(change => change.Step).ShouldBe([HealthStep.Probed, HealthStep.Released]);
        pool.Begun["n0"].ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Run_NodeThatStaysSick_IsProbedLessAndLessOften()
    {
        var world = new FaultInjector(new Random(1));
        world.Infect("n0", null, 1);
        var pool = new SickPool(world, Nodes(3, cpus: 2, gpus: 0), trials: 5000, typical: 10);
        pool.Run(TimeSpan.FromMinutes(40));
        pool.Changes.Where(change => change.Step == HealthStep.Quarantined)
            .Select(change => Math.Round(change.Left.TotalMinutes)).ShouldBe([1, 2, 4, 8, 16, 32]);
        pool.Lost.ShouldBeEmpty();
    }

    [Fact]
    public void Run_FleetMovesToAnotherSilo_NodesStayQuarantined()
    {
        var world = new FaultInjector(new Random(1));
        world.Infect("n0", null, 1);
        var pool = new SickPool(world, Nodes(3, cpus: 2, gpus: 0), trials: 1000, typical: 10);
        pool.Run(TimeSpan.FromMinutes(4));
        var (before, begun) = (pool.QuarantinedOf("n0").Single(), pool.Begun["n0"]);
        before.Offences.ShouldBe(3);
        pool.LoseFleet();
        pool.Run(TimeSpan.FromSeconds(20));
        pool.Begun["n0"].ShouldBe(begun);
        var after = pool.QuarantinedOf("n0").Single();
        (after.Offences, after.Reason).ShouldBe((before.Offences, before.Reason));
        after.Left.ShouldBeLessThan(before.Left);
    }

    /// <summary>
    /// Whatever nodes tell, one node is always used without limits or at least for one attempt at a time.
    /// </summary>
    [Fact]
    public void Hear_AnyCourse_ANodeIsAlwaysLeft() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 5], Gen.Int[0, 4], Gen.Int[0, 30]).Array[1, 200].ForAll(course =>
        {
            var health = new PoolHealth(TimeSpan.FromSeconds(5));
            var (now, lease) = (TimeSpan.Zero, 0);
            foreach (var (node, trial, verdict, seconds) in course)
            {
                now += TimeSpan.FromSeconds(seconds);
                foreach (var beat in Nodes(3, cpus: 2, gpus: 1)) health.Hear(beat, now);
                var ending = new AttemptEnding
                {
                    Lease = new(Guid.Empty, ++lease),
                    SweepId = "sweep",
                    Trial = verdict == 1 ? trial : lease,
                    Device = trial % 2 == 0 ? "cpu" : "cuda:0",
                    Verdict = (AttemptVerdict)verdict,
                };
                health.Hear(Nodes(3, cpus: 2, gpus: 1)[node] with { Endings = [ending] }, now);
                var limits = Enumerable.Range(0, 3).Select(i => health.LimitsOf($"n{i}", _ => false, now)).ToArray();
                // Not ShouldContain, which compiles its argument at each call.
                Enumerable.Range(0, 3).Any(
                    i => health.QuarantinedOf($"n{i}", now).All(place => place.Device != null)).ShouldBeTrue();
                Enumerable.Range(0, 3).Any(i => health.QuarantinedOf($"n{i}", now).IsEmpty).ShouldBeTrue();
                foreach (var (i, limit) in limits.Index())
                    if (health.QuarantinedOf($"n{i}", now).Any(place => place is { Device: null, Left.Ticks: > 0 }))
                        limit.IsClosed.ShouldBeTrue();
            }
        });

    [Fact]
    public void LimitsOf_ABrokenSweepFailedOnEachNode_NoneIsLimited()
    {
        var health = new PoolHealth(TimeSpan.FromSeconds(5));
        foreach (var beat in Nodes(2, cpus: 2, gpus: 0)) Fail(health, beat);
        foreach (var node in new[] { "n0", "n1" })
            health.LimitsOf(node, _ => false, TimeSpan.Zero).IsDoubted.ShouldBeFalse(node);
    }

    [Fact]
    public void LimitsOf_OneNodeIsInDoubt_TakesOneAttemptUntilThatHasRunForAWhile()
    {
        var health = new PoolHealth(TimeSpan.FromSeconds(5));
        var nodes = Nodes(2, cpus: 2, gpus: 0);
        health.Hear(nodes[1], TimeSpan.Zero);
        Fail(health, nodes[0]);
        // It pauses for a while after failures.
        var later = TimeSpan.FromSeconds(20);
        HearBoth(later);
        health.LimitsOf("n0", _ => true, later).IsClosed.ShouldBeFalse();

        var lease = new Lease { Id = new(Guid.Empty, 100), Silo = "n0", Device = "cpu", Cpu = 1, Gpu = 0 };
        health.Granted(lease, later);
        health.LimitsOf("n0", _ => true, later).IsClosed.ShouldBeTrue();
        nodes[0] = nodes[0] with { Claims = [Beats.Claim(lease, trial: 100)] };
        HearBoth(later);
        var proven = later + TimeSpan.FromSeconds(10);
        HearBoth(proven);
        health.LimitsOf("n0", _ => true, proven).IsClosed.ShouldBeFalse();

        void HearBoth(TimeSpan now)
        {
            foreach (var beat in nodes) health.Hear(beat, now);
        }
    }

    /// <summary>Eight different trials fail on a node at once.</summary>
    private static void Fail(PoolHealth health, NodeBeat node)
    {
        health.Hear(node, TimeSpan.Zero);
        health.Hear(
            node with
            {
                Endings =
                [
                    .. Enumerable.Range(0, 8).Select(trial => new AttemptEnding
                    {
                        Lease = new(Guid.Empty, trial),
                        SweepId = $"sweep of {node.Silo}",
                        Trial = trial,
                        Device = "cpu",
                        Verdict = AttemptVerdict.Failed,
                    }),
                ],
            },
            TimeSpan.Zero);
    }

    private static NodeBeat[] Nodes(int count, int cpus, int gpus) =>
    [
        .. Enumerable.Range(0, count).Select(
            i => Beats.Of($"n{i}", cpus, [.. Enumerable.Range(0, gpus).Select(gpu => $"cuda:{gpu}")])),
    ];
}

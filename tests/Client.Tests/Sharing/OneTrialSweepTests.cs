using Experiments.Client.Sharing;
using Experiments.Client.Tests.Support;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Deciding;
using Experiments.Search.Events;

namespace Experiments.Client.Tests.Sharing;

public sealed class OneTrialSweepTests
{
    [Fact]
    public void Of_BuiltInTrial_TriesItsAssignmentWithItsSeedAndEnds()
    {
        var trial = Sweeps.Trial(3);
        var alone = OneTrialSweep.Create(Sweeps.Detail(), trial, "again", takesSeed: true);
        TriedBy(alone).ShouldBe(new Assignment([.. trial.Assignment, Seed(TrialSeeds.Derive(Sweeps.Spec, 3))]));
        (alone.Name, alone.Description).ShouldBe(("again", "Trial 3 of sweep 'digits-optimizers' (k3m9x0q2ab), alone"));
    }

    [Fact]
    public void Of_TrialWithASeedOfItsOwn_KeepsIt()
    {
        var trial = Sweeps.Trial(3);
        trial = trial with { Assignment = new([.. trial.Assignment, Seed(7)]) };
        TriedBy(OneTrialSweep.Create(Sweeps.Detail(), trial, "again", takesSeed: true)).ShouldBe(trial.Assignment);
    }

    [Fact]
    public void Of_Program_FindsItsSeedInItsEnvironmentUnlessTheFileSaysIt()
    {
        var program = new WorkloadSpec.Program("train.py", ["python"]) { Directory = "/work" };
        var spec = Sweeps.Spec with { Workload = program };
        SeedOf(spec).ShouldBe($"{TrialSeeds.Derive(spec, 3)}");
        var said = program with { Environment = program.Environment.Add("TRIAL_SEED", "9") };
        SeedOf(spec with { Workload = said }).ShouldBe("9");
        string SeedOf(SweepSpec sweep) =>
            OneTrialSweep.Create(Sweeps.Detail(sweep), Sweeps.Trial(3), "again", takesSeed: false)
                .Workload.ShouldBeOfType<WorkloadSpec.Program>().Environment["TRIAL_SEED"];
    }

    [Fact]
    public void Of_AnyTrial_KeepsWhatNumbersDependOnAndNoPlaceAmongOthers()
    {
        var spec = Sweeps.Spec with
        {
            Resources = new ResourceSpec { Gpu = 0.5, Cpu = 2, Pool = "large", Priority = 3, Weight = 2 },
            MaxConcurrentTrials = 2,
            WarmStart = ["other"],
            CheckpointEveryEpochs = 4,
        };
        var alone = OneTrialSweep.Create(Sweeps.Detail(spec), Sweeps.Trial(3), "again", takesSeed: true);
        alone.Resources.ShouldBe(new ResourceSpec { Gpu = 0.5, Cpu = 2 });
        (alone.Search.Version, alone.Search.Goal, alone.Metric, alone.CheckpointEveryEpochs)
            .ShouldBe((spec.Search.Version, spec.Search.Goal, spec.Metric, 4));
        (alone.MaxConcurrentTrials, alone.WarmStart.IsEmpty).ShouldBe((null, true));
    }

    [Fact]
    public void Differences_OfSurroundings_AreThoseThatNumbersDependOn()
    {
        var made = new Provenance("0.1.0", "2.5", "abc", 2) { Interpreter = "Python 3" };
        var (cpu, gpu) = (new ResourceSpec(), new ResourceSpec { Gpu = 0.5 });
        var alike = made with { DatasetSha256 = null, Interpreter = null };
        ProvenanceDiff.Differences((made, cpu), (alike, cpu)).ShouldBeEmpty();
        var other = made with { ExperimentsVersion = "0.2.0", TorchVersion = null, Threads = 4 };
        ProvenanceDiff.Differences((made, cpu), (other, gpu)).ShouldBe(
        [
            "version of experiments: 0.1.0 then, 0.2.0 now", "version of torch: 2.5 then, none now",
            "threads: 2 then, 4 now", "device: the CPU then, a GPU now",
        ]);
    }

    private static KeyValuePair<string, ParameterValue> Seed(long seed) =>
        new("seed", new ParameterValue.Integer(seed));

    /// <summary>The assignment of the sweep's only trial.</summary>
    private static Assignment TriedBy(SweepSpec spec)
    {
        var begun = SearchCore.Begin(spec.Search);
        begun.Limit.ShouldBe(1);
        var (prepared, _) = SearchCore.Apply(spec.Search, begun, new SearchEvent.Prepared());
        var (_, actions) = SearchCore.Apply(spec.Search, prepared, new SearchEvent.SlotOffered("n"));
        return actions.ShouldHaveSingleItem().ShouldBeOfType<SearchAction.BeginAttempt>().Assignment;
    }
}

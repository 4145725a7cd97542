using CsCheck;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Randomness;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Testing.Properties;

namespace Experiments.Contracts.Tests.Sweeps;

/// <summary>Checks the ids of sweeps, and the keys and seeds of trials.</summary>
public sealed class SweepIdentityTests
{
    private static readonly Gen<TrialId> Trials =
        Gen.Select(Gen.Int[1, int.MaxValue], Gen.Int[0, int.MaxValue], (sweep, number) => new TrialId(sweep, number));

    private static readonly WorkloadSpec Program = new WorkloadSpec.Program(null, []) { Directory = "/" };

    [Fact]
    public void New_ManyIds_AreTenCharactersThatAreNotMistakenForOthersAndDiffer()
    {
        var ids = Enumerable.Range(0, 10_000).Select(_ => SweepIds.New()).ToArray();
        ids.ShouldBeUnique();
        ids.ShouldAllBe(id => id.Length == 10);
        // Without i, l, o and u, as in Crockford's base 32.
        string.Concat(ids.SelectMany(id => id).Distinct().Order()).ShouldBe("0123456789abcdefghjkmnpqrstvwxyz");
    }

    [Fact]
    public void Of_ValueOfATrial_IsTheTrial() => Trials.ForAll(trial => TrialId.FromKey(trial.Value).ShouldBe(trial));

    [Fact]
    public void Value_OfTwoTrials_IsInTheOrderOfSweepsAndThenOfNumbers() => Gen.Select(Trials, Trials).ForAll((a, b) =>
        a.Value.CompareTo(b.Value).ShouldBe((a.SweepKey, a.Number).CompareTo((b.SweepKey, b.Number))));

    [Fact]
    public void Seeds_OfProgramsInTheSecondVersion_FitInto32Bits()
    {
        var seeds = Enumerable.Range(0, 1000).Select(trial => TrialSeeds.Derive(Spec(Program, 2), trial)).ToArray();
        seeds.ShouldBeUnique();
        seeds.ShouldAllBe(seed => seed >= 0 && seed <= uint.MaxValue);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Seeds_OfBuiltInWorkloads_AreTheSameInEveryVersion(int version) =>
        TrialSeeds.Derive(Spec(new WorkloadSpec.BuiltIn("mlp", "digits"), version), 3).ShouldBe(TrialSeed.Derive(5, 3));

    [Fact]
    public void Seeds_OfProgramsInTheFirstVersion_AreAsTheyBegan() =>
        TrialSeeds.Derive(Spec(Program, 1), 3).ShouldBe(TrialSeed.Derive(5, 3));

    private static SweepSpec Spec(WorkloadSpec workload, int version) => new()
    {
        Name = "s",
        Workload = workload,
        Metric = "loss",
        Search = new SearchSpec
        {
            Space = new SearchSpace([]),
            Method = SearchMethod.Random,
            Seed = 5,
            Version = version,
        },
    };
}

using System.Collections.Immutable;
using Experiments.Client.Sharing;
using Experiments.Client.Tests.Support;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Randomness;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.SweepFiles;
using Experiments.SweepFiles.Writing;

namespace Experiments.Client.Tests.Sharing;

public sealed class SweepFileTextTests
{
    [Fact]
    public void Of_TrialOfASweep_ReadsBackAsTheSameSweep()
    {
        var sweep = Sweeps.Detail(Sweeps.Spec with
        {
            Name = "a: name, 'quoted' #1",
            CheckpointEveryEpochs = 2,
            Resources = new ResourceSpec { Cpu = 2, Pool = "large", Priority = 3 },
        });
        var trial = Sweeps.Trial(3) with
        {
            Assignment = new Assignment(
            [
                new("optimizer", new ParameterValue.Text("sgd")),
                new("learning_rate", new ParameterValue.Number(1.2345678901234567e-5)),
                new("momentum", new ParameterValue.Number(0)),
                new("nesterov", new ParameterValue.Flag(false)),
                new("hidden_units",
                    new ParameterValue.List([new ParameterValue.Integer(64), new ParameterValue.Integer(32)])),
            ]),
        };

        var alone = OneTrialSweep.Create(sweep, trial, "again", takesSeed: true);
        var text = SweepFileText.Write(alone, ["for people"], shared: true);
        var read = SweepFile.Parse(text, "sweep.yaml");
        text.ShouldNotContain("\\u00");

        read.Errors.ShouldBeEmpty();
        SweepSpecJson.Write(read.Spec!).ShouldBe(SweepSpecJson.Write(alone));
        alone.Resources.ShouldBe(new ResourceSpec { Cpu = 2 });
    }

    [Theory]
    [InlineData(8_000_000_000)]
    [InlineData(3L << 30)]
    [InlineData(1_234_567_891)]
    public void Of_TrialOfAProgram_ReadsBackWithAllThatItRunsWith(long memory)
    {
        var program = new WorkloadSpec.Program("train.py", ["${env}", "${interpreter}", "${program}", "-x", "a \"b\""])
        {
            Directory = "/data/pro jects",
            Environment = ImmutableSortedDictionary.CreateRange(
                [new("DATA", "/data: #1"), new KeyValuePair<string, string>("N", "${envvar:N}")]),
            TimeLimit = TimeSpan.FromSeconds(90.5),
            MemoryLimit = memory,
        };
        var sweep = Sweeps.Detail(Sweeps.Spec with { Workload = program });
        var trial = Sweeps.Trial(3) with { Assignment = new Assignment([new("rate", new ParameterValue.Number(0.5))]) };

        var alone = OneTrialSweep.Create(sweep, trial, "again", takesSeed: false);
        var text = SweepFileText.Write(alone, [], shared: true);
        var read = SweepFile.Parse(text, "/elsewhere/sweep.yaml");

        read.Errors.ShouldBeEmpty();
        var made = (WorkloadSpec.Program)alone.Workload;
        var shared = made with { Environment = SecretNames.Shared(made.Environment) };
        SweepSpecJson.Write(read.Spec!).ShouldBe(SweepSpecJson.Write(alone with { Workload = shared }));
        text.ShouldNotContain("/data: #1");
    }

    [Fact]
    public void Write_VariablesThatLookLikeSecrets_ReadBackAsTheyAre()
    {
        var program = new WorkloadSpec.Program(null, ["true"])
        {
            Directory = "/data",
            Environment = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
                [new("SORT_KEY", "name"), new("A_TOKEN", "${secret:a}"),
                    new KeyValuePair<string, string>("B_TOKEN", "Bearer ${envvar:B}")]),
        };
        var spec = Sweeps.Spec with { Workload = program };

        var read = SweepFile.Parse(SweepFileText.Write(spec, [], shared: false), "/elsewhere/sweep.yaml");

        read.Errors.ShouldBeEmpty();
        ((WorkloadSpec.Program)read.Spec!.Workload).Environment.ShouldBe(program.Environment);
    }

    [Fact]
    public void Of_TrialWithoutASeed_GetsTheOneThatItHad()
    {
        var alone = OneTrialSweep.Create(Sweeps.Detail(), Sweeps.Trial(3), "again", takesSeed: true);

        SeedOf(alone).ShouldBe(TrialSeed.Derive(Sweeps.Spec.Search.Seed, 3));
    }

    [Theory]
    [InlineData(AlgorithmVersions.First)]
    [InlineData(AlgorithmVersions.Newest)]
    public void Of_TrialOfAProgram_IsGivenTheSeedThatItHad(int version)
    {
        var program = new WorkloadSpec.Program("train.py", ["${program}"]) { Directory = "/data" };
        var spec = Sweeps.Spec with { Workload = program, Search = Sweeps.Spec.Search with { Version = version } };

        var alone = OneTrialSweep.Create(Sweeps.Detail(spec), Sweeps.Trial(3), "again", takesSeed: false);
        var read = SweepFile.Parse(SweepFileText.Write(alone, [], shared: true), "/elsewhere/sweep.yaml");

        read.Errors.ShouldBeEmpty();
        ((WorkloadSpec.Program)read.Spec!.Workload).Environment["TRIAL_SEED"].ShouldBe(
            TrialSeeds.Derive(spec, 3).ToString());
        TrialSeeds.Derive(spec, 3).ShouldBeInRange(0, version == AlgorithmVersions.First ? 1L << 53 : (1L << 32) - 1);
    }

    [Fact]
    public void Of_TrialWithASeed_KeepsIt()
    {
        var trial = Sweeps.Trial(3) with { Assignment = new Assignment([new("seed", new ParameterValue.Integer(11))]) };

        SeedOf(OneTrialSweep.Create(Sweeps.Detail(), trial, "again", takesSeed: true)).ShouldBe(11);
    }

    private static long SeedOf(SweepSpec spec) =>
        ((ParameterValue.Integer)((Distribution.Constant)spec.Search.Space.Parameters.Single(
            parameter => parameter.Name == "seed").Distribution).Value).Value;
}

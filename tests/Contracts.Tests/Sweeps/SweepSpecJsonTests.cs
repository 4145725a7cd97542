using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Events;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;

namespace Experiments.Contracts.Tests.Sweeps;

public sealed class SweepSpecJsonTests
{
    private static readonly SweepSpec Full = new()
    {
        Name = "größe",
        Description = "why",
        Workload = new WorkloadSpec.Program("train.py", ["python", "${program}", "${args}"])
        {
            Directory = "/work",
            Environment = ImmutableSortedDictionary<string, string>.Empty.Add("A", "b"),
            TimeLimit = TimeSpan.FromMinutes(90),
            MemoryLimit = 1L << 33,
        },
        Metric = "val_loss",
        Search = new SearchSpec
        {
            Version = AlgorithmVersions.Newest,
            Space = new SearchSpace([new Parameter("lr", new Distribution.LogUniform(1e-4, 1), [])]),
            Method = SearchMethod.Tpe,
            RunCap = 7,
            EarlyTermination = new EarlyTermination.Median(2, 3),
        },
        WarmStart = ["k3m9x0q2ab"],
        MaxConcurrentTrials = 4,
        Resources = new ResourceSpec { Gpu = 0.5, Cpu = 2, Pool = "large", Priority = -3, Weight = 2.5 },
        CheckpointEveryEpochs = 5,
        KeepCheckpoints = CheckpointKeep.Last,
    };

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var written = SweepSpecJson.Write(Full);
        written.ShouldNotContain('\n');
        var read = SweepSpecJson.Read(written);
        SweepSpecJson.Write(read).ShouldBe(written);
        (read.Name, read.Resources, read.MaxConcurrentTrials, read.CheckpointEveryEpochs, read.KeepCheckpoints)
            .ShouldBe((
                Full.Name, Full.Resources, Full.MaxConcurrentTrials, Full.CheckpointEveryEpochs, CheckpointKeep.Last));
        read.Workload.ShouldBeOfType<WorkloadSpec.Program>().TimeLimit.ShouldBe(TimeSpan.FromMinutes(90));
        read.WarmStart.ShouldBe(Full.WarmStart);
    }

    /// <summary>
    /// The generated code sets a property that is missing to the default of its type, rather than to its initial value.
    /// </summary>
    [Fact]
    public void Read_WithoutAnyOneProperty_IsAsWithoutGeneratedCode()
    {
        var whole = JsonNode.Parse(SweepSpecJson.Write(Full))!.AsObject();
        var paths = Paths(whole).ToList();
        paths.Count.ShouldBeGreaterThan(30);
        foreach (var path in paths)
        {
            var part = whole.DeepClone().AsObject();
            var holder = path[..^1].Aggregate((JsonNode)part, (node, name) => node[name]!).AsObject();
            holder.Remove(path[^1]).ShouldBeTrue();
            Read(() => SweepSpecJson.Read(part.ToJsonString()))
                .ShouldBe(
                    Read(() => JsonSerializer.Deserialize<SweepSpec>(part.ToJsonString(), SearchJson.Options)!),
                    string.Join('.', path));
        }

        static IEnumerable<string[]> Paths(JsonObject node) => node.SelectMany(pair =>
            pair.Value is JsonObject inner
                ? Paths(inner).Select(path => (string[])[pair.Key, .. path]).Append([pair.Key])
                : [[pair.Key]]);

        static string Read(Func<SweepSpec> read)
        {
            try
            {
                return JsonSerializer.Serialize(read(), SearchJson.Options);
            }
            catch (Exception refused) when (
                refused is JsonException or NotSupportedException or InvalidOperationException)
            {
                return refused.GetType().Name;
            }
        }
    }

    [Fact]
    public void Example_IsReadByGeneratedCode()
    {
        SweepSpecJsonContext.Reads(SweepSpecJson.Example).ShouldBeTrue();
        SweepSpecJson.Read(SweepSpecJson.Example).Workload.ShouldBeOfType<WorkloadSpec.Program>();
        SweepSpecJson.Prepare();
    }

    /// <summary>The format from before versions were stored.</summary>
    [Fact]
    public void Read_WithoutAVersionAndResources_HasTheFirstAndTheDefaults()
    {
        var read = SweepSpecJson.Read(
            """
            {"name":"s","workload":{"kind":"built_in","name":"wait"},"metric":"",
             "search":{"space":{"parameters":[]},"method":"grid"}}
            """);
        (read.Search.Version, read.HasObjective, read.Resources, read.CheckpointEveryEpochs, read.KeepCheckpoints)
            .ShouldBe((AlgorithmVersions.First, false, new ResourceSpec(), 1, null));
    }

    [Fact]
    public void Read_OfANewerVersion_SaysWhichSweepAndWhatToUse()
    {
        var search = Full.Search with { Version = AlgorithmVersions.Newest + 1 };
        var newer = SweepSpecJson.Write(Full with { Search = search });
        Should.Throw<UserErrorException>(() => SweepSpecJson.Read(newer)).Message
            .ShouldBe(
                "Sweep 'größe' was submitted to a newer version of experiments: use that version to continue it.");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{")]
    public void Read_AnythingElse_IsRefused(string json) => Should.Throw<JsonException>(() => SweepSpecJson.Read(json));

    [Theory]
    [InlineData(0.25, 1)]
    [InlineData(1, 1)]
    [InlineData(1.5, 2)]
    [InlineData(8, 8)]
    public void Threads_OfCores_AreWholeAndAtLeastOne(double cores, int threads) =>
        new ResourceSpec { Cpu = cores }.Threads().ShouldBe(threads);
}

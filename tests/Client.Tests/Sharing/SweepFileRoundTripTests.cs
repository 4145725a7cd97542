using System.Collections.Immutable;
using CsCheck;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.SweepFiles;
using Experiments.SweepFiles.Writing;
using Experiments.Testing.Machines;
using Experiments.Testing.Properties;

namespace Experiments.Client.Tests.Sharing;

/// <summary>A sweep that is written as a file reads back as the same sweep.</summary>
public sealed class SweepFileRoundTripTests
{
    private static readonly Gen<string> Word = Gen.OneOf(
        Among(
            "true", "True", "NULL", "no", "1", "1e3", "0x1f", ".inf", "~", "", " a ", "a: b", "# c", "- d", "é",
            "\u2028", "emoji 😀", "tab\there", "quote\"'", "back\\slash",
            "${args}", "{x}", "[y]", "*z", "&z", "!z", "%z", "@z"),
        Gen.String[Gen.Char.AlphaNumeric, 1, 8]);

    private static readonly Gen<ParameterValue> Simple = Gen.OneOf(
        Word.Select(text => (ParameterValue)new ParameterValue.Text(text)),
        Gen.Long.Select(whole => (ParameterValue)new ParameterValue.Integer(whole)),
        Gen.Double[-1e9, 1e9].Select(real => (ParameterValue)new ParameterValue.Number(real)),
        Gen.Bool.Select(flag => (ParameterValue)new ParameterValue.Flag(flag)),
        Gen.Const((ParameterValue)new ParameterValue.Null()));

    private static readonly Gen<ParameterValue> Value = Gen.OneOf(
        Simple, Simple.Array[0, 3].Select(items => (ParameterValue)new ParameterValue.List([.. items])));

    private static readonly Gen<(double Min, double Max)> Range =
        Gen.Select(Gen.Double[-1e6, 1e6], Gen.Double[1e-3, 1e6], (min, width) => (min, min + width));

    private static readonly Gen<(double Min, double Max)> Positive =
        Gen.Select(Gen.Double[1e-12, 10], Gen.Double[1.5, 1e9], (min, factor) => (min, min * factor));

    private static readonly Gen<Distribution> AnyDistribution = Gen.OneOf(
        Value.Select(value => (Distribution)new Distribution.Constant(value)),
        Value.Array[1, 4].Select(values => (Distribution)new Distribution.Categorical([.. values.Distinct()])),
        Gen.Double[0, 1].Select(p => (Distribution)new Distribution.Categorical(
            [new ParameterValue.Text("a"), new ParameterValue.Text("b")], ImmutableArray.Create(p, 1 - p))),
        Gen.Select(Gen.Long[-1_000_000, 1_000_000], Gen.Long[1, 1_000_000],
            (min, width) => (Distribution)new Distribution.IntUniform(min, min + width)),
        Range.Select(r => (Distribution)new Distribution.Uniform(r.Min, r.Max)),
        Gen.Select(Gen.Int[-100, 100], Gen.Int[10, 100], Gen.Int[1, 5], Gen.Bool, (min, width, q, whole) =>
            (Distribution)new Distribution.Uniform(min, min + width, q) { IsWhole = whole }),
        Gen.Int[1, 9].Select(q => (Distribution)new Distribution.Uniform(0, 1, q / 10.0)),
        Positive.Select(r => (Distribution)new Distribution.LogUniform(r.Min, r.Max)),
        Gen.Bool.Select(whole => (Distribution)new Distribution.LogUniform(0.5, 64, 8) { IsWhole = whole }),
        Positive.Select(r => (Distribution)new Distribution.InvLogUniform(r.Min, r.Max)),
        Gen.Select(Gen.Double[-9, 9], Gen.Double[0.1, 9],
            (mu, sigma) => (Distribution)new Distribution.Normal(mu, sigma)),
        Gen.Select(Gen.Double[-9, 9], Gen.Bool,
            (mu, whole) => (Distribution)new Distribution.Normal(mu, 1, 2) { IsWhole = whole }),
        Gen.Double[-3, 3].Select(mu => (Distribution)new Distribution.LogNormal(mu, 1)),
        Gen.Double[-3, 3].Select(mu => (Distribution)new Distribution.LogNormal(mu, 1, 0.5)),
        Gen.Select(Gen.Double[0.1, 9], Gen.Double[0.1, 9], (a, b) => (Distribution)new Distribution.Beta(a, b)),
        Gen.Double[0.1, 9].Select(a => (Distribution)new Distribution.Beta(a, 1, 0.1)));

    private static readonly Gen<EarlyTermination?> AnyRule = Gen.OneOf(
        Gen.Const((EarlyTermination?)null),
        Gen.Select(Among("epoch", "step", "training_iteration", "tokens seen"), Gen.Int[1, 9],
            Gen.Double[1.5, 9], Gen.Int[1, 5], Gen.Bool, (time, grace, factor, brackets, stops) =>
                (EarlyTermination?)new EarlyTermination.Asha(time, grace, factor, grace * 100, brackets, stops)),
        Gen.Select(Gen.Int[1, 9], Gen.Bool, Gen.Int[0, 3], Gen.Bool, (least, ends, halvings, strict) =>
            (EarlyTermination?)new EarlyTermination.Hyperband(
                least, ends || halvings > 0 ? least * 1_000 : int.MaxValue, halvings, 2.5, strict)),
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9],
            (grace, samples) => (EarlyTermination?)new EarlyTermination.Median(grace, samples)),
        Gen.Select(Gen.Int[1, 9], Gen.Double[0, 1],
            (patience, least) => (EarlyTermination?)new EarlyTermination.Plateau(patience, least)));

    private static readonly Gen<EarlyTermination?> Stopping = Gen.Select(AnyRule, Gen.Double[0.1, 1], Gen.Bool,
        (rule, share, spares) => spares && rule is not null ? rule with { NeverStopped = share } : rule);

    private static readonly Gen<SweepSpec> Spec = Gen.Select(
        AnyDistribution.Array[0, 5], Stopping, Gen.Long[0, long.MaxValue], Gen.Int[1, 50], Gen.Int[0, 40], Word, Word,
        Gen.Bool).Select((distributions, stopping, seed, number, bits, word, other, flag) => new SweepSpec
        {
            Name = word.Contains('\t') || word.Contains('\u2028') ? "n" : $"n {word}".Trim(),
            Description = flag ? $"first\nsecond {other}." : null,
            Workload = new WorkloadSpec.Program("train.py", ["${program}", "${args}", word, other])
            {
                Directory = "/data/a folder",
                Environment = ImmutableSortedDictionary.CreateRange<string, string>([new("DATA", other)]),
                TimeLimit = flag ? TimeSpan.FromSeconds(number + 0.25) : null,
                MemoryLimit = flag ? number * 1_100_003L : number << 20,
                Shim = (ProgramShim)(bits % 5),
            },
            Metric = "val loss",
            Search = new SearchSpec
            {
                Version = AlgorithmVersions.Newest,
                Space = new([.. distributions.Select((each, at) => new Parameter($"p{at}.x-y", each, []))]),
                Method = flag ? SearchMethod.Random : SearchMethod.Tpe,
                Seed = seed,
                Goal = flag ? Goal.Maximize : Goal.Minimize,
                Target = flag ? null : number / 3.0,
                RunCap = flag ? null : number,
                MaxRestarts = bits,
                EarlyTermination = stopping,
            },
            WarmStart = flag ? [] : ["k3m9x0q2ab", "a: name"],
            MaxConcurrentTrials = flag ? number : null,
            Resources = new ResourceSpec
            {
                Gpu = bits % 3 / 2.0,
                Cpu = number / 4.0,
                Pool = flag ? "default" : "large one",
                Priority = bits - 20,
                Weight = number / 8.0,
            },
            CheckpointEveryEpochs = number,
            KeepCheckpoints = flag ? CheckpointKeep.All : CheckpointKeep.Best,
        });

    [Fact]
    public void Write_AnySweep_ReadsBackAsTheSameSweep() => Spec.ForAll(ShouldReadBack);

    [Theory]
    [InlineData("examples", "*.yaml")]
    [InlineData("tests/SweepFiles.Tests/wellformed", "*.*")]
    public void Write_SweepOfAFile_ReadsBackAsTheSameSweep(string folder, string pattern)
    {
        var read = Directory.GetFiles(Programs.FileOf(folder), pattern).Select(SweepFile.Read)
            .Where(file => file.Spec is not null).Select(file => file.Spec!).ToList();
        read.Count.ShouldBeGreaterThan(3);
        foreach (var spec in read) ShouldReadBack(spec);
    }

    [Fact]
    public void Write_SweepWithConditionsAndGivenTrials_ReadsBackAsTheSameSweep()
    {
        var read = SweepFile.Parse(
            """
            program: train.py
            method: random
            metric: {name: loss}
            parameters:
              optimizer: {values: [sgd, adam, "1"]}
              layers: {min: 1, max: 3}
              momentum: {min: 0.1, max: 0.9, when: {optimizer: [sgd, "1"], layers: [1, 2]}}
              fixed: {value: [1, 2.0, null, "true"]}
            enqueue:
            - {optimizer: sgd, layers: 1, momentum: 0.5}
            - {optimizer: adam, layers: 3}
            """, "/data/sweep.yaml");
        ShouldReadBack(read.Spec ?? throw new InvalidOperationException(string.Join('\n', read.Errors)));
    }

    private static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static void ShouldReadBack(SweepSpec spec)
    {
        var text = SweepFileText.Write(spec, ["a comment"], shared: false);
        var read = SweepFile.Parse(text, "/elsewhere/sweep.yaml");
        // A program or assembly that is not on this machine is no error of the file.
        read.Spec.ShouldNotBeNull($"{string.Join('\n', read.Errors)}\n{text}");
        SweepSpecJson.Write(read.Spec).ShouldBe(SweepSpecJson.Write(spec), text);
    }
}

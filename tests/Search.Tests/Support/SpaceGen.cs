using System.Collections.Immutable;
using CsCheck;
using Experiments.Search.Spaces;

namespace Experiments.Search.Tests.Support;

/// <summary>Random distributions and spaces.</summary>
internal static class SpaceGen
{
    private static readonly Gen<double> Quantum = Gen.Int[0, 4].Select(i => new[] { 0.05, 0.1, 0.25, 0.3, 1.0 }[i]);

    private static readonly Gen<Distribution> Choice =
        Gen.Int[1, 4].Select(count => Make.Choice([.. Enumerable.Range(0, count).Select(i => (object)$"v{i}")]));

    private static readonly Gen<Distribution> Whole =
        Gen.Select(
            Gen.Int[-5, 5], Gen.Int[0, 4], (min, width) => (Distribution)new Distribution.IntUniform(min, min + width));

    private static readonly Gen<Distribution> Quantised =
        Gen.Select(Gen.Int[-20, 20], Gen.Int[0, 40], Quantum, (min, width, q) =>
            (Distribution)new Distribution.Uniform(
                min / 10.0, min / 10.0 + q + width / 100.0, q)
            { IsWhole = q == 1.0 && width % 2 == 0 });

    /// <summary>Distributions whose values are numbers.</summary>
    public static Gen<Distribution> AnyNumeric { get; } = Gen.OneOf(
        Whole,
        Quantised,
        Gen.Select(
            Gen.Double[-1e3, 1e3], Gen.Double[1e-6, 1e3],
            (min, width) => (Distribution)new Distribution.Uniform(min, min + width)),
        Gen.Select(
            Gen.Double[1e-9, 1], Gen.Double[1.001, 1e6],
            (min, factor) => (Distribution)new Distribution.LogUniform(min, min * factor)),
        Gen.Select(
            Gen.Double[1e-9, 1], Gen.Double[1.001, 1e6],
            (min, factor) => (Distribution)new Distribution.InvLogUniform(min, min * factor)),
        Quantum.Select(q => (Distribution)new Distribution.LogUniform(q * 0.5, q * 20, q) { IsWhole = q == 1.0 }),
        Gen.Select(
            Gen.Double[-10, 10], Gen.Double[0.01, 10], (mu, sigma) => (Distribution)new Distribution.Normal(mu, sigma)),
        Gen.Select(
            Gen.Double[-10, 10], Gen.Double[0.01, 10], Quantum,
            (mu, sigma, q) => (Distribution)new Distribution.Normal(mu, sigma, q)),
        Gen.Select(
            Gen.Double[-3, 3], Gen.Double[0.01, 2], (mu, sigma) => (Distribution)new Distribution.LogNormal(mu, sigma)),
        Gen.Select(
            Gen.Double[-3, 3], Gen.Double[0.01, 1], Quantum,
            (mu, sigma, q) => (Distribution)new Distribution.LogNormal(mu, sigma, q)),
        Gen.Select(Gen.Double[0.05, 20], Gen.Double[0.05, 20], (a, b) => (Distribution)new Distribution.Beta(a, b)),
        Gen.Select(
            Gen.Double[0.05, 20], Gen.Double[0.05, 20], Quantum,
            (a, b, q) => (Distribution)new Distribution.Beta(a, b, q)));

    /// <summary>Any distribution.</summary>
    public static Gen<Distribution> AnyDistribution { get; } = Gen.OneOf(
        AnyNumeric,
        Choice,
        Gen.Const((Distribution)new Distribution.Constant(Make.Value("only"))),
        Gen.Const((Distribution)new Distribution.Categorical(
            [Make.Value("never"), Make.Value("always")], ImmutableArray.Create(0.0, 1.0))));

    /// <summary>
    /// Up to six finite parameters, with conditions, in an order in which children may come before parents.
    /// </summary>
    public static Gen<SearchSpace> Finite { get; } = Space(Gen.OneOf(Choice, Whole, Quantised), 6);

    /// <summary>Up to eight parameters of any kind, with conditions.</summary>
    public static Gen<SearchSpace> Any { get; } = Space(AnyDistribution, 8);

    private static Gen<SearchSpace> Space(Gen<Distribution> distribution, int most) =>
        Gen.Select(
            distribution.Array[1, most],
            Gen.Select(Gen.Int[0, 100], Gen.Int[0, 100], Gen.Int[0, 4], Gen.Int[0, 4]).Array[0, most],
            Gen.Int[0, 1000].Array[most],
            Assemble);

    private static SearchSpace Assemble(
        Distribution[] distributions, (int Child, int Parent, int From, int Width)[] edges, int[] shuffle)
    {
        var conditions = distributions.Select(_ => new List<Condition>()).ToArray();
        foreach (var edge in edges)
        {
            var child = edge.Child % distributions.Length;
            if (child == 0) continue;
            // Parents have lower numbers than their children, so there is no cycle.
            var parent = edge.Parent % child;
            conditions[child].Add(new($"p{parent}", Named(distributions[parent], edge.From, edge.Width)));
        }
        var parameters = distributions.Select((d, i) => new Parameter($"p{i}", d, [.. conditions[i]]));
        return new([.. parameters.Zip(shuffle).OrderBy(pair => pair.Second).Select(pair => pair.First)]);
    }

    /// <summary>Some of a distribution's values, and some that it does not have.</summary>
    private static ImmutableArray<ParameterValue> Named(Distribution distribution, int from, int width) =>
        [.. Enumerable.Range(from, width + 1).Select(i => distribution switch
        {
            Distribution.Categorical => Make.Value($"v{i}"),
            Distribution.IntUniform d => Make.Value(d.Min + i),
            Distribution.Uniform { Q: { } q } d => d.ValueOf((double)((decimal)q * ((long)(d.Min / q) + i))),
            _ => Make.Value("only"),
        })];
}

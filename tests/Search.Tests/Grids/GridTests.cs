using System.Collections.Immutable;
using System.Numerics;
using CsCheck;
using Experiments.Search.Grids;
using Experiments.Search.Spaces;
using Experiments.Testing.Properties;
using static Experiments.Search.Tests.Support.Make;

namespace Experiments.Search.Tests.Grids;

public class GridTests
{
    [Fact]
    public void Points_NoConditions_CountWithLastParameterFastest()
    {
        var points = new GridPoints(Space(
            Parameter("a", Choice("x", "y")), Parameter("b", new Distribution.IntUniform(1, 2)),
            Parameter("c", new Distribution.Uniform(0, 0.1, 0.05))));
        Enumerable.Range(0, 12).Select(rank => points[rank].ToString()).ShouldBe(
        [
            "a=x b=1 c=0.0", "a=x b=1 c=0.05", "a=x b=1 c=0.1", "a=x b=2 c=0.0", "a=x b=2 c=0.05", "a=x b=2 c=0.1",
            "a=y b=1 c=0.0", "a=y b=1 c=0.05", "a=y b=1 c=0.1", "a=y b=2 c=0.0", "a=y b=2 c=0.05", "a=y b=2 c=0.1",
        ]);
    }

    [Fact]
    public void Points_AnySpace_AreThoseOfBruteForceOnceEach() => SpaceGen.Finite.ForAll(
        space =>
        {
            var expected = BruteForce(space);
            var points = new GridPoints(space);
            points.Count.ShouldBe(expected.Count);
            var visited = Enumerable.Range(0, expected.Count).Select(rank => points[rank]).ToHashSet();
            visited.SetEquals(expected).ShouldBeTrue();
        },
        iter: 300);

    [Fact]
    public void Points_AnySpace_KeepOrderOfFile() => SpaceGen.Finite.ForAll(
        space =>
        {
            var names = space.Parameters.Select(parameter => parameter.Name).ToList();
            new GridPoints(space)[0].Select(pair => names.IndexOf(pair.Key)).ShouldBeInOrder();
        },
        iter: 300);

    [Fact]
    public void Points_EnormousConditionalSpace_CountsAndUnranksWithoutListing()
    {
        var axis = new Distribution.IntUniform(0, long.MaxValue);
        var space = Space(
            Parameter("a", axis), Parameter("b", axis, When("a", 7, 1_000_000)), Parameter("c", axis, When("b", 5)),
            Parameter("d", axis));
        var n = BigInteger.Pow(2, 63);
        var points = new GridPoints(space);
        points.Count.ShouldBe((n - 2 + 2 * (n - 1 + n)) * n);
        points[(7 + 5) * n + 1].ToString().ShouldBe("a=7 b=5 c=0 d=1");
        points[points.Count - 1].ToString().ShouldBe($"a={long.MaxValue} d={long.MaxValue}");
    }

    [Fact]
    public void Size_ChainOfThirtyConditions_IsImmediate()
    {
        var parameters = Enumerable.Range(0, 30).Select(i =>
            i == 0 ? Parameter("p0", Choice(0, 1)) : Parameter($"p{i}", Choice(0, 1), When($"p{i - 1}", 1)));
        GridSize.Count(Space([.. parameters])).ShouldBe(31);
    }

    [Fact]
    public void Size_ParameterForEachPairOfThirty_IsRefused()
    {
        var roots = Enumerable.Range(0, 30).Select(i => Parameter($"p{i}", Choice(0, 1)));
        var pairs =
            from i in Enumerable.Range(0, 30)
            from j in Enumerable.Range(0, i)
            select Parameter($"p{i}p{j}", Choice(0, 1), When($"p{i}", 1), When($"p{j}", 1));
        Should.Throw<NotSupportedException>(() => GridSize.Count(Space([.. roots, .. pairs])));
    }

    [Fact]
    public void Size_ChainOfAThousandConditions_IsCounted()
    {
        var parameters = Enumerable.Range(0, 1_000).Select(i =>
            i == 0 ? Parameter("p0", Choice(0, 1)) : Parameter($"p{i}", Choice(0, 1), When($"p{i - 1}", 1)));
        GridSize.Count(Space([.. parameters])).ShouldBe(1_001);
    }

    [Fact]
    public void Size_RepeatedCategory_CountsOnce() =>
        GridSize.Count(Space(Parameter("a", Choice("x", "y", "x")))).ShouldBe(2);

    [Fact]
    public void Size_NoParameters_IsOne() => GridSize.Count(Space()).ShouldBe(1);

    [Fact]
    public void Size_ContinuousParameter_NamesIt() =>
        Should.Throw<ArgumentException>(() => GridSize.Count(Space(Parameter("lr", new Distribution.Uniform(0, 1)))))
            .Message.ShouldStartWith("A grid cannot list the values of parameter 'lr'.");

    public static TheoryData<Distribution, bool> Finiteness => new()
    {
        { new Distribution.Constant(Value(1)), true },
        { new Distribution.Categorical([Value(1)], ImmutableArray.Create(1.0)), true },
        { new Distribution.IntUniform(0, long.MaxValue), true },
        { new Distribution.Uniform(0, 1), false },
        { new Distribution.Uniform(0, 1, 0.1), true },
        { new Distribution.Uniform(0, 1, 1e-30), false },
        { new Distribution.LogUniform(1, 10), false },
        { new Distribution.LogUniform(1, 10, 1), true },
        { new Distribution.InvLogUniform(1, 10), false },
        { new Distribution.Normal(0, 1, 1), false },
        { new Distribution.LogNormal(0, 1, 1), false },
        { new Distribution.Beta(1, 1), false },
        { new Distribution.Beta(1, 1, 0.1), true },
    };

    [Theory]
    [MemberData(nameof(Finiteness), DisableDiscoveryEnumeration = true)]
    public void IsFinite_EachDistribution_SaysWhetherItsValuesCanBeListed(Distribution distribution, bool expected) =>
        GridSize.IsFinite(distribution).ShouldBe(expected);

    private static HashSet<Assignment> BruteForce(SearchSpace space)
    {
        var order = DependencyOrder.Sort(space).Select(position => space.Parameters[position]).ToList();
        var partial = new List<ImmutableDictionary<string, ParameterValue>>
        {
            ImmutableDictionary<string, ParameterValue>.Empty,
        };
        foreach (var parameter in order)
        {
            partial =
            [
                .. partial.SelectMany(chosen =>
                    parameter.When.All(c => chosen.TryGetValue(c.Parameter, out var value) && c.Values.Contains(value))
                        ? Values(parameter.Distribution).Select(value => chosen.Add(parameter.Name, value))
                        : [chosen]),
            ];
        }
        return [.. partial.Select(chosen => new Assignment(chosen))];
    }

    private static IEnumerable<ParameterValue> Values(Distribution distribution) => distribution switch
    {
        Distribution.Categorical d => d.Values,
        Distribution.IntUniform d => Enumerable.Range(0, (int)(d.Max - d.Min + 1)).Select(i => Value(d.Min + i)),
        Distribution.Uniform { Q: { } q } d => Enumerable.Range(-1000, 2001)
            .Select(k => (double)(k * (decimal)q)).Where(x => x >= d.Min && x <= d.Max)
            .Select(x => d.IsWhole ? Value((long)x) : Value(x)),
        _ => throw new ArgumentException("not finite", nameof(distribution)),
    };
}

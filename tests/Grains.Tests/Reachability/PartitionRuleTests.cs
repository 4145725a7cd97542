using CsCheck;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Grains.Reachability;
using Experiments.Testing.Properties;

namespace Experiments.Grains.Tests.Reachability;

public sealed class PartitionRuleTests
{
    [Theory]
    [InlineData("", "")]
    // Between two, the younger leaves, whichever side says that the path is cut.
    [InlineData("0-1", "1")]
    [InlineData("1-0", "1")]
    [InlineData("0-1 1-0", "1")]
    // The one with the most cuts leaves, however old it is.
    [InlineData("0-1 0-2", "0")]
    [InlineData("0-1 1-2", "1")]
    [InlineData("0-1 2-3", "1 3")]
    // The smaller part of a divided network leaves.
    [InlineData("0-2 0-3 0-4 1-2 1-3 1-4", "0 1")]
    // Of equal parts, the one with the oldest silo stays.
    [InlineData("0-2 0-3 1-2 1-3", "2 3")]
    public void Leaving_PathsAreCut_NamesThoseWithTheMostCutsAndThenTheYoungest(string cut, string leaving)
    {
        var silos = Cluster(5, Pairs(cut));
        PartitionRule.Leaving(silos).ShouldBe(
            leaving.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).Select(Silo),
            ignoreOrder: true);
    }

    [Fact]
    public void Leaving_AnUnreachedSiloIsNotAlive_IsIgnored() =>
        PartitionRule.Leaving([new SiloReach(Silo(0), "a", "", [Silo(7)])]).ShouldBeEmpty();

    [Fact]
    public void Leaving_AnyCluster_ThoseThatAreLeftReachEachOtherAndOneStays() =>
        Gen.Select(Gen.Int[1, 8], Gen.Select(Gen.Int[0, 7], Gen.Int[0, 7]).Array[0, 20]).ForAll((count, cuts) =>
        {
            var silos = Cluster(
                count,
                [.. cuts.Where(cut => cut.Item1 < count && cut.Item2 < count && cut.Item1 != cut.Item2)]);
            var leaving = PartitionRule.Leaving(silos);
            leaving.Count.ShouldBeLessThan(count);
            var left = silos.Where(silo => !leaving.Contains(silo.Silo)).ToArray();
            left.SelectMany(silo => silo.Unreached).ShouldAllBe(other => leaving.Contains(other));
            // The order in which the database lists them makes no difference.
            PartitionRule.Leaving([.. silos.Reverse()]).ShouldBe(leaving, ignoreOrder: true);
        });

    private static SiloReach[] Cluster(int count, (int From, int To)[] cuts) =>
    [
        .. Enumerable.Range(0, count).Select(silo => new SiloReach(
            Silo(silo), $"node-{silo}", "",
            [.. cuts.Where(cut => cut.From == silo).Select(cut => Silo(cut.To)).Distinct()])),
    ];

    private static (int From, int To)[] Pairs(string text) =>
    [
        .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('-'))
            .Select(pair => (int.Parse(pair[0]), int.Parse(pair[1]))),
    ];

    // Started one after the other. The addresses are in the other order.
    private static string Silo(int number) => $"10.0.0.{100 - number}:11111@{1000 + number}";
}

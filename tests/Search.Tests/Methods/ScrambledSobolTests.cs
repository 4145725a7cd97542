using CsCheck;
using Experiments.Search.Deciding;
using Experiments.Search.Methods;
using Experiments.Search.Methods.Sobol;
using Experiments.Search.Specs;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Methods;

public class ScrambledSobolTests
{
    [Fact]
    public void Coordinate_FirstPoints_AreThePublishedOnes()
    {
        // Joe and Kuo's example: the first eight points in three dimensions, in eighths.
        uint[][] eighths = [[0, 0, 0], [4, 4, 4], [2, 6, 6], [6, 2, 2], [1, 5, 3], [5, 1, 7], [3, 3, 5], [7, 7, 1]];
        for (var index = 0u; index < 8; index++)
            Enumerable.Range(0, 3).Select(d => DirectionNumbers.Coordinate(d, index) >> 29).ShouldBe(eighths[index]);
    }

    [Fact]
    public void Uniform_EachDimension_HasOnePointInEachInterval() =>
        Gen.Select(Gen.Long, Gen.Int[0, DirectionNumbers.Dimensions - 1], Gen.Int[0, 9]).ForAll((seed, dimension, k) =>
            Enumerable.Range(0, 1 << k)
                .Select(trial => (int)Math.ScaleB(ScrambledSobol.Uniform(seed, trial, dimension, "x"), k))
                .ShouldBe(Enumerable.Range(0, 1 << k), ignoreOrder: true), iter: 60);

    [Fact]
    public void Uniform_FirstTwoDimensions_HaveOnePointInEachRectangle() =>
        Gen.Select(Gen.Long, Gen.Int[0, 5], Gen.Int[0, 5]).ForAll((seed, wide, high) =>
            Enumerable.Range(0, 1 << (wide + high))
                .Select(trial => (
                    (int)Math.ScaleB(ScrambledSobol.Uniform(seed, trial, 0, "x"), wide),
                    (int)Math.ScaleB(ScrambledSobol.Uniform(seed, trial, 1, "y"), high)))
                .Distinct().Count().ShouldBe(1 << (wide + high)), iter: 60);

    [Fact]
    public void Uniform_OnePointOverSeeds_IsUniform()
    {
        var sample = Enumerable.Range(0, 2000).Select(seed => ScrambledSobol.Uniform(seed, 5, 3, "x")).ToArray();
        Statistics.KolmogorovSmirnov(sample, x => x).ShouldBeLessThan(Statistics.Critical(sample.Length));
    }

    [Fact]
    public void Uniform_BeyondTheTable_StaysWithinZeroAndOne() =>
        ScrambledSobol.Uniform(1, 7, DirectionNumbers.Dimensions, "x").ShouldBeInRange(0, 1);

    [Fact]
    public void Propose_FixedSeed_NeverChanges()
    {
        var spec = new SearchSpec { Space = Make.VariedSpace(), Method = SearchMethod.Sobol, Seed = 42 };
        var lines = Enumerable.Range(0, 12).Append(1_000_000).Select(trial =>
            $"{trial}: {SearchMethods.Get(SearchMethod.Sobol).Propose(spec, SearchCore.Begin(spec), trial)}\n");
        Golden.Check("proposals.sobol.txt", string.Concat(lines));
    }
}

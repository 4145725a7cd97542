using Experiments.Search.Randomness;

namespace Experiments.Search.Tests.Randomness;

public class CounterRandomTests
{
    // Test vectors of FNV-1a, 64 bits.
    [Theory]
    [InlineData("", 0xcbf29ce484222325)]
    [InlineData("a", 0xaf63dc4c8601ec8c)]
    [InlineData("foobar", 0x85944171f73967e8)]
    public void StableHash_PublishedVector_GivesPublishedAnswer(string text, ulong hash) =>
        StableHash.Compute(text).ShouldBe(hash);

    [Fact]
    public void Uniform_ManyTrials_IsUniform() =>
        Statistics.KolmogorovSmirnov(
            [.. Enumerable.Range(0, 20_000).Select(trial => CounterRandom.Uniform(7, trial, "learning_rate"))],
            x => x).ShouldBeLessThan(Statistics.Critical(20_000));

    [Fact]
    public void Uniform_AnotherSeedTrialOrName_GivesAnotherNumber()
    {
        var numbers =
            from seed in new long[] { 0, 1, -1, long.MaxValue, 1L << 32 }
            from trial in new[] { 0, 1, int.MaxValue }
            from name in new[] { "a", "b", "ab", "ba" }
            select CounterRandom.Uniform(seed, trial, name);
        numbers.Distinct().Count().ShouldBe(5 * 3 * 4);
    }

    [Fact]
    public void Uniform_OfTwoNames_IsUncorrelated()
    {
        var products = Enumerable.Range(0, 20_000)
            .Average(
                trial => (CounterRandom.Uniform(3, trial, "a") - 0.5) * (CounterRandom.Uniform(3, trial, "b") - 0.5));
        Math.Abs(products * 12).ShouldBeLessThan(4 / Math.Sqrt(20_000));
    }

    [Fact]
    public void TrialSeed_ManyTrials_IsDistinctAndExactAsDouble()
    {
        var seeds = Enumerable.Range(0, 10_000).Select(trial => TrialSeed.Derive(42, trial)).ToList();
        seeds.Distinct().Count().ShouldBe(10_000);
        seeds.ShouldAllBe(seed => seed >= 0 && seed < 1L << 53);
        seeds.Max().ShouldBeGreaterThan(1L << 52);
    }

    [Fact]
    public void NarrowSeed_ManyTrials_IsDistinctAndSpreadOverWhatNumpyTakes()
    {
        var seeds = Enumerable.Range(0, 200_000).Select(trial => TrialSeed.NarrowOf(42, trial)).ToList();

        seeds.Distinct().Count().ShouldBe(seeds.Count);
        seeds.ShouldAllBe(seed => seed >= 0 && seed < 1L << 32);
        for (var bit = 0; bit < 32; bit++) seeds.Average(seed => (double)((seed >> bit) & 1)).ShouldBe(0.5, 0.01);
        seeds.Where((seed, trial) => seed == TrialSeed.NarrowOf(43, trial)).ShouldBeEmpty();
    }

    [Fact]
    public void NarrowSeed_FixedInput_NeverChanges() =>
        (TrialSeed.NarrowOf(0, 0), TrialSeed.NarrowOf(42, 7)).ShouldBe((2886253240, 2818539968));

    [Fact]
    public void TrialSeed_FixedInput_NeverChanges() =>
        (TrialSeed.Derive(0, 0), TrialSeed.Derive(42, 7)).ShouldBe((3261426827205785, 1628093135162718));
}

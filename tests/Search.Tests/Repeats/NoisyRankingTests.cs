using CsCheck;
using Experiments.Search.Noise;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Repeats;

public class NoisyRankingTests
{
    [Fact]
    public void Sort_LuckySingleTrial_ComesAfterMeansOfEnough()
    {
        RepeatedResult[] results = [Of(0, 0.1), Of(1, 0.4, 0.5, 0.6), Of(2, 0.3, 0.5, 0.4, 0.4, 0.4), Of(3, 0.2, 0.3)];
        NoisyRanking.Sort(results, Goal.Minimize).Select(result => result.Trial).ShouldBe([2, 1, 0, 3]);
        NoisyRanking.Sort(results, Goal.Maximize).Select(result => result.Trial).ShouldBe([1, 2, 3, 0]);
    }

    [Fact]
    public void Sort_OutsideOfLimits_ComesAfterThoseThatKeepThem() =>
        NoisyRanking.Sort([Of(0, 0.1) with { Violation = 0.5 }, Of(1, 0.9)], Goal.Minimize)[0].Trial.ShouldBe(1);

    /// <summary>Drawn true means around those that were seen: how often the first is the best of them.</summary>
    [Theory, InlineData(Goal.Minimize), InlineData(Goal.Maximize)]
    public void ChanceOfFirst_ThreeAssignments_IsTheShareOfDrawsInWhichItIsBest(Goal goal)
    {
        RepeatedResult[] results = [Of(0, 0.4, 0.6, 0.5), Of(1, 0.5, 0.7), Of(2, 0.35, 0.75)];
        var sorted = NoisyRanking.Sort(results, goal);
        var noise = PooledNoise.Of(results)!;
        noise.Freedom.ShouldBe(4);
        var random = new Random(7);
        var hits = 0;
        const int Draws = 200_000;
        for (var draw = 0; draw < Draws; draw++)
        {
            var means = sorted
                .Select(result => result.Mean + noise.Deviation / Math.Sqrt(result.Count) * Normal(random)).ToArray();
            if (means.Skip(1).All(other => goal == Goal.Minimize ? means[0] < other : means[0] > other)) hits++;
        }
        NoisyRanking.ChanceOfFirst(sorted, goal)!.Value.ShouldBe((double)hits / Draws, 0.005);
    }

    [Fact]
    public void ChanceOfFirst_NoNoiseKnown_IsUnknown()
    {
        NoisyRanking.ChanceOfFirst([Of(0, 0.1), Of(1, 0.2)], Goal.Minimize).ShouldBeNull();
        NoisyRanking.ChanceOfFirst([Of(0, 0.1, 0.2)], Goal.Minimize).ShouldBeNull();
        NoisyRanking.ChanceOfFirst([Of(0, 0.1, 0.1), Of(1, 0.2)], Goal.Minimize).ShouldBe(1);
    }

    [Fact]
    public void Of_AnyObjectives_HasTheMeanAndDeviationOfTheTextbook() =>
        Gen.Double[-1e6, 1e6].Array[1, 9].ForAll(objectives =>
        {
            var result = Of(3, objectives);
            result.Mean.ShouldBe(objectives.Average(), 1e-6);
            var squares = objectives.Sum(objective => Math.Pow(objective - objectives.Average(), 2));
            result.Deviation.ShouldBe(
                objectives.Length == 1 ? 0 : Math.Sqrt(squares / (objectives.Length - 1)), 1e-6);
        });

    private static RepeatedResult Of(int trial, params double[] objectives) =>
        RepeatedResult.Of(trial, objectives, [.. objectives.Select(_ => 0.0)]);

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

using Experiments.Client.Sharing;
using Experiments.Storage.Queries;

namespace Experiments.Client.Tests.Sharing;

public sealed class NumberComparisonTests
{
    private static readonly CurvePoint[] First =
    [
        Point("train_loss", 1, 0.5), Point("val_loss", 1, double.NaN), Point("epoch_seconds", 1, 3),
        Point("train_loss", 2, 0.25), Point("val_loss", 2, 0.125),
    ];

    [Fact]
    public void Of_TheSameNumbers_Match()
    {
        var comparison = NumberComparison.Compare(
            First, First.Select(point => point.Metric == "epoch_seconds" ? point with { Value = 9 } : point));

        comparison.Differences.ShouldBeEmpty();
        comparison.Verdict.ShouldBe("match: all 4 numbers of 2 metrics are the same to the last bit");
    }

    [Fact]
    public void Of_OneBitElsewhere_NamesTheFirstByStepThenMetric()
    {
        var second = First.Select(
            point => point.Value < 0.3 ? point with { Value = Math.BitIncrement(point.Value) } : point);

        NumberComparison.Compare(First, second).Verdict.ShouldBe(
            "differ: train_loss at step 2 was 0.25 and is 0.25000000000000006 (2 of 4 numbers differ, this "
            + "is the first)");
    }

    [Fact]
    public void Of_NumberThatIsMissing_Differs() =>
        NumberComparison.Compare(First, First[..3]).Verdict.ShouldStartWith(
            "differ: train_loss at step 2 was 0.25 and is missing");

    [Fact]
    public void Of_RepeatThatWentOn_Matches()
    {
        var comparison = NumberComparison.Compare(First, [.. First, Point("train_loss", 3, 0.1)]);

        comparison.Differences.ShouldBeEmpty();
        comparison.Verdict.ShouldEndWith("the repeat reported 1 more, where the first was ended early");
    }

    [Fact]
    public void Of_NegativeZero_IsNoZero() =>
        NumberComparison.Compare([Point("a", 1, 0.0)], [Point("a", 1, -0.0)]).Differences.Count.ShouldBe(1);

    private static CurvePoint Point(string metric, long step, double value) =>
        new(0, metric, step, DateTimeOffset.UnixEpoch, value);
}

using Experiments.Client.Drawing.Panels;

namespace Experiments.Client.Tests.Drawing;

public sealed class TicksTests
{
    [Theory]
    [InlineData(0.8213, 0.9871, 5, new[] { "0.80", "0.85", "0.90", "0.95", "1.00" })]
    [InlineData(-3, 12, 4, new[] { "-5", "0", "5", "10", "15" })]
    [InlineData(0, 120_000, 4, new[] { "0", "50 000", "100 000", "150 000" })]
    [InlineData(2, 2, 4, new[] { "1.0", "1.5", "2.0", "2.5", "3.0" })]
    public void Around_AnyValues_AreRoundAndHoldThem(double least, double most, int wanted, string[] texts)
    {
        var ticks = Ticks.Around(least, most, wanted);

        ticks.Values.Select(ticks.TextOf).ShouldBe(texts);
        (ticks.From <= least && ticks.To >= most).ShouldBeTrue();
    }

    [Theory]
    [InlineData(1, 4, new[] { "1", "2", "3", "4" })]
    [InlineData(1, 30, new[] { "5", "10", "15", "20", "25", "30" })]
    [InlineData(3, 3, new[] { "3" })]
    public void OfSteps_AnyEpochs_AreWhole(double first, double last, string[] texts)
    {
        var ticks = Ticks.OfSteps(first, last, 8);

        ticks.Values.Select(ticks.TextOf).ShouldBe(texts);
    }
}

using Experiments.Training.Schedules;

namespace Experiments.Training.Tests.Schedules;

public class ScheduledRateTests
{
    private static double[] Rates(LearningRateSchedule schedule, int epochs, int stepsPerEpoch) =>
        [.. Enumerable.Range(0, epochs * stepsPerEpoch)
            .Select(step => new ScheduledRate(schedule, 0.5, epochs, stepsPerEpoch).At(step))];

    [Fact]
    public void At_Constant_IsThePeak() => Rates(LearningRateSchedule.Constant, 2, 3).ShouldAllBe(rate => rate == 0.5);

    [Fact]
    public void At_Cosine_FallsFromThePeakThroughHalfOfIt()
    {
        var rates = Rates(LearningRateSchedule.Cosine, 4, 5);

        rates[0].ShouldBe(0.5);
        rates[10].ShouldBe(0.25, 1e-12);
        rates.ShouldBe(rates.OrderDescending());
        rates[^1].ShouldBeInRange(0, 0.01);
    }

    [Fact]
    public void At_Step_IsATenthAfterEachThirdOfTheEpochs() =>
        Rates(LearningRateSchedule.Step, 6, 2).Select(rate => Math.Round(rate, 6))
            .ShouldBe([0.5, 0.5, 0.5, 0.5, 0.05, 0.05, 0.05, 0.05, 0.005, 0.005, 0.005, 0.005]);

    [Fact]
    public void At_OneCycle_RisesForThreeTenthsThenFallsToAlmostNothing()
    {
        var rates = Rates(LearningRateSchedule.OneCycle, 10, 10);

        rates[0].ShouldBe(0.5 / 25, 1e-12);
        rates.Max().ShouldBe(0.5, 1e-12);
        Array.IndexOf(rates, rates.Max()).ShouldBe(29);
        rates[^1].ShouldBe(0.5 / 250_000, 1e-12);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void At_FewestSteps_IsFiniteAndAtMostThePeak(int epochs, int steps)
    {
        foreach (var schedule in Enum.GetValues<LearningRateSchedule>())
            Rates(schedule, epochs, steps).ShouldAllBe(rate => rate > 0 && rate <= 0.5);
    }
}

using Experiments.Grains.Sweeps;
using Experiments.Grains.Tests.Support;
using Experiments.Search.Events;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Testing.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Experiments.Grains.Tests.Sweeps;

public sealed class BudgetMeterTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public Task Time_OneHour_CountsWhileATrialRunsAndTheSweepIsNotPaused() => Serial.RunAsync(async () =>
    {
        var harness = new PumpHarness(budget: new() { Seconds = 3_600 });
        Measure(harness);
        await harness.Pump.TellAsync(new SearchEvent.Prepared());
        await PassAsync(10_000);
        Seconds(harness).ShouldBe(0);

        await harness.Pump.TellAsync(new SearchEvent.SlotOffered("n1"));
        await PassAsync(1_000);
        Seconds(harness).ShouldBeInRange(960, 1_000);
        await harness.Pump.TellAsync(new SearchEvent.PauseRequested());
        await PassAsync(10_000);
        Seconds(harness).ShouldBeInRange(960, 1_000);

        await harness.Pump.TellAsync(new SearchEvent.ResumeRequested());
        await PassAsync(2_500);
        harness.Pump.State.Status.ShouldBe(SweepStatus.Running);
        await PassAsync(102);
        harness.Pump.State.Status.ShouldBe(SweepStatus.Stopping);
        harness.Pump.State.Spending!.UsedUp.ShouldBe(BudgetPart.Time);
        harness.Commits.Count.ShouldBeInRange(60, 120);
    });

    [Fact]
    public Task DeviceHours_ThoseOfTheStore_EndTheSweep() => Serial.RunAsync(async () =>
    {
        var harness = new PumpHarness(budget: new() { DeviceHours = 2 });
        Measure(harness);
        await harness.Pump.TellAsync(new SearchEvent.Prepared());
        await harness.Pump.TellAsync(new SearchEvent.SlotOffered("n1"));
        harness.Trained = TimeSpan.FromHours(1.9);
        await PassAsync(10);
        harness.Pump.State.Status.ShouldBe(SweepStatus.Running);
        harness.Trained = TimeSpan.FromHours(2);
        await PassAsync(3);
        harness.Pump.State.Spending!.UsedUp.ShouldBe(BudgetPart.DeviceHours);
        harness.Commits.Count.ShouldBe(3);
    });

    [Fact]
    public Task Follow_NothingToMeasure_TellsNothing() => Serial.RunAsync(async () =>
    {
        var harness = new PumpHarness(budget: new() { NoBetterAfter = 2 });
        Measure(harness);
        await harness.Pump.TellAsync(new SearchEvent.Prepared());
        await harness.Pump.TellAsync(new SearchEvent.SlotOffered("n1"));
        await PassAsync(10_000);
        harness.Commits.Count.ShouldBe(2);
    });

    private static double Seconds(PumpHarness harness) => harness.Pump.State.Spending!.Seconds;

    private void Measure(PumpHarness harness) =>
        _ = new BudgetMeter(harness.Pump, harness, new NoOutages(), _time, NullLogger.Instance);

    // Each measurement waits for the clock, and its commit for this thread.
    private async Task PassAsync(double seconds)
    {
        for (var passed = 0.0; passed < seconds; passed += 2)
        {
            for (var turn = 0; turn < 20; turn++) await Task.Yield();
            _time.Advance(TimeSpan.FromSeconds(Math.Min(2, seconds - passed)));
        }

        for (var turn = 0; turn < 20; turn++) await Task.Yield();
    }
}

using Experiments.Grains.Sweeps;
using Experiments.Grains.Tests.Support;

namespace Experiments.Grains.Tests.Sweeps;

public sealed class SingleFlightTests
{
    [Fact]
    public Task Run_AskedOftenWhileItRuns_RunsOnceMore() => Serial.RunAsync(async () =>
    {
        var gate = new TaskCompletionSource();
        var (runs, atOnce, most) = (0, 0, 0);
        var work = new SingleFlight(async () =>
        {
            runs++;
            most = Math.Max(most, ++atOnce);
            await gate.Task;
            atOnce--;
        });
        var first = work.RunAsync();
        for (var i = 0; i < 5; i++) await work.RunAsync();
        gate.SetResult();
        await first;
        (runs, most).ShouldBe((2, 1));
    });

    [Fact]
    public Task Run_ItThrew_RunsAgainWhenAsked() => Serial.RunAsync(async () =>
    {
        var runs = 0;
        var work = new SingleFlight(() => ++runs == 1 ? throw new TimeoutException() : Task.CompletedTask);
        await Should.ThrowAsync<TimeoutException>(work.RunAsync());
        await work.RunAsync();
        runs.ShouldBe(2);
    });
}

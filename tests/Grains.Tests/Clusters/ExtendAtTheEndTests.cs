using Experiments.Contracts.Grains;
using Experiments.Contracts.Sweeps;
using Experiments.Grains.Tests.Support;
using Experiments.Search.Events;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Grains.Tests.Clusters;

/// <summary>
/// Users' requests at the moment when a sweep ends. Only the requests themselves wake the sweep here: the supervision,
/// which would find it within seconds, waits longer than any test.
/// </summary>
public sealed class ExtendAtTheEndTests
{
    private const int Times = 30;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Extend_InTheMomentOfTheEnd_TrainsTheNewTrialsAtOnce(int silos)
    {
        await using var cluster = await StartAsync(silos);
        var sweep = await cluster.SubmitAsync(Random(1));
        for (var trials = 1; trials <= Times; trials++)
        {
            await EndsAsync(cluster, sweep, trials);
            await cluster.Sweep(cluster.IdOf(sweep)).ExtendAsync(trials + 1);
        }

        await EndsAsync(cluster, sweep, Times + 1);
    }

    /// <summary>Each request is refused because of the sweep's state, and none because no activation answers.</summary>
    [Fact]
    public async Task Calls_InTheMomentOfTheEnd_AreAnswered()
    {
        await using var cluster = await StartAsync(2);
        for (var time = 0; time < Times; time++)
        {
            var sweep = await cluster.SubmitAsync(Random(1));
            await EndsAsync(cluster, sweep, 1);
            var grain = cluster.Sweep(cluster.IdOf(sweep));
            await grain.EndAsync(EndMode.Cancel);
            await ShouldBeRefusedAsync(() => grain.PauseAsync(true), "does not run");
            await ShouldBeRefusedAsync(() => grain.PauseAsync(false), "is not paused");
            await ShouldBeRefusedAsync(() => grain.EnqueueAsync([Specs.Rate(0.5)]), "all 1 trials");
        }
    }

    private static async Task<SweepCluster> StartAsync(int silos)
    {
        var cluster = await SweepCluster.StartAsync(silos, interval: TimeSpan.FromMinutes(10));
        cluster.Store.Latency = TimeSpan.FromMilliseconds(5);
        return cluster;
    }

    private static async Task ShouldBeRefusedAsync(Func<Task> call, string because) =>
        (await Should.ThrowAsync<UserErrorException>(call)).Message.ShouldContain(because);

    private static Task EndsAsync(SweepCluster cluster, int sweep, int trials) => cluster.UntilAsync(
        () => cluster.Actions<SearchAction.EndTrial>(sweep).Length == trials
            && cluster.Actions<SearchAction.EnterStatus>(sweep).Last().Status == SweepStatus.Completed,
        $"the sweep has ended with {trials} trials");

    private static SweepSpec Random(int trials)
    {
        var spec = Specs.Of(1);
        return spec with
        {
            Search = spec.Search with
            {
                Method = SearchMethod.Random,
                RunCap = trials,
                Space = new([new Parameter("rate", new Distribution.Uniform(0, 1), [])]),
            },
        };
    }
}

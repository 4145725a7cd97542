using System.Diagnostics;
using Experiments.EndToEnd.Tests.Harness;

namespace Experiments.EndToEnd.Tests.Chaos;

/// <summary>Cuts in the network between three silos, for long: one of them leaves and returns.</summary>
public sealed class PartitionTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Trials = 60;

    private NetworkedCluster _cluster = null!;

    private SiloNetwork Network => _cluster.Network;

    public async ValueTask InitializeAsync() => _cluster = await NetworkedCluster.StartAsync();

    /// <summary>Both reach the third silo and the database, so that Orleans declares none of them dead.</summary>
    [Fact]
    public Task Cut_BetweenTwoOfThreeSilos_TheYoungerLeavesAndReturnsOnceTheNetworkIsRepaired() =>
        ShouldGoOnAndHealAsync(2, () => Network.CutAsync(0, 2), async () =>
        {
            await _cluster.Silos[2].WaitForErrorAsync("the network between this node and 'a' is cut");
            await _cluster.WaitForLeaveAsync("c");
        });

    [Fact]
    public Task Isolate_OneOfThreeSilos_ItLearnsThatItIsDeadAndReturns() =>
        ShouldGoOnAndHealAsync(1, () => Network.IsolateAsync(1), () => _cluster.WaitForLeaveAsync("b"));

    [Fact]
    public Task Cut_OneSiloFromTheDatabase_ItLeavesAndReturns() =>
        ShouldGoOnAndHealAsync(
            1, () => Network.CutFromHubAsync(1),
            () => _cluster.Silos[1].WaitForErrorAsync("the database has not answered this node for"));

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    /// <summary>
    /// Cuts the network while a sweep trains, which completes on the other nodes, and repairs it, after which the node
    /// serves again.
    /// </summary>
    private async Task ShouldGoOnAndHealAsync(int node, Func<Task> cut, Func<Task> isNoticed)
    {
        await _cluster.SubmitAsync(SweepFiles.Waiting(Trials, seconds: 1));
        await _cluster.WaitForTrialsOnAsync(NetworkedCluster.Nodes);

        await cut();
        var since = Stopwatch.StartNew();
        await isNoticed();
        output.WriteLine($"the cut is noticed after {since.Elapsed.TotalSeconds:n1} s");
        await ShouldCompleteAsync();
        output.WriteLine($"the sweep is completed after {since.Elapsed.TotalSeconds:n1} s");

        await Network.HealAsync();
        since.Restart();
        await _cluster.ShouldServeAgainAsync(node);
        output.WriteLine(
            $"{NetworkedCluster.Nodes[node]} is back {since.Elapsed.TotalSeconds:n1} s after the repair");
        ShouldHaveNoStackTraces();
    }

    private async Task ShouldCompleteAsync()
    {
        var machine = _cluster.Machine;
        await _cluster.WaitForTheEndAsync();
        output.WriteLine("trials that ended, by second: " + string.Join(' ', await machine.QueryAsync(
            "select count(t.number) from generate_series((select min(finished_at) from trials), "
            + "(select max(finished_at) from trials), interval '1 second') s left join trials t "
            + "on t.finished_at >= s and t.finished_at < s + interval '1 second' group by s order by s")));
        (await machine.QueryAsync("select count(*) from trials where status = 'completed'")).ShouldBe([$"{Trials}"]);
        (await machine.QueryAsync("select count(*), count(distinct trial) from trial_curves where metric = 'value'"))
            .ShouldBe([$"{Trials}|{Trials}"]);
    }

    private void ShouldHaveNoStackTraces()
    {
        foreach (var silo in _cluster.Silos)
        {
            output.WriteLine(silo.Errors);
            // A crash prints one call a line.
            silo.Errors.Split('\n').ShouldAllBe(line => !line.StartsWith("   at "));
            silo.Errors.ShouldNotContain("Orleans.");
        }
    }
}

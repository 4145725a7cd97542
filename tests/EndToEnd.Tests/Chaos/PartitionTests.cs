using System.Diagnostics;
using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Postgres;
using Experiments.Testing.Waits;
using Npgsql;

namespace Experiments.EndToEnd.Tests.Chaos;

/// <summary>Three silos, each with an address of its own, and cuts in the network between them.</summary>
public sealed class PartitionTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Trials = 60;

    private static readonly string[] Nodes = ["a", "b", "c"];

    private readonly List<CliProcess> _silos = [];
    private SiloNetwork _network = null!;
    private PostgresServer _postgres = null!;
    private Machine _machine = null!;

    public async ValueTask InitializeAsync()
    {
        _network = await SiloNetwork.CreateAsync(Nodes.Length);
        _postgres = await PostgresServer.CreateAsync(network: (_network.Hub, SiloNetwork.HubAddress));
        _machine = new Machine(await _postgres.CreateDatabaseAsync());
        (await _machine.RunAsync("db", "migrate")).ShouldExitWith(0);
        _machine.Environment["EXPERIMENTS_DATABASE"] = new NpgsqlConnectionStringBuilder(_machine.Database)
        {
            Host = SiloNetwork.HubAddress,
        }.ConnectionString;
        _machine.Environment["EXPERIMENTS_CHECKPOINTS"] = "none";
        // One after the other, so that the last one is the youngest.
        for (var node = 0; node < Nodes.Length; node++)
        {
            _silos.Add(_machine.StartWithin(
                _network.Node(node), "serve", "--node", Nodes[node], "--listen", SiloNetwork.AddressOf(node),
                "--cpus", "2"));
            await _silos[node].WaitForAsync("serving");
        }
    }

    /// <summary>Both reach the third silo and the database, so that Orleans declares none of them dead.</summary>
    [Fact]
    public Task Cut_BetweenTwoOfThreeSilos_TheYoungerLeavesAndReturnsOnceTheNetworkIsRepaired() =>
        ShouldGoOnAndHealAsync(2, () => _network.CutAsync(0, 2), async () =>
        {
            await _silos[2].WaitForErrorAsync("the network between this node and 'a' is cut");
            await WaitForNoTrialsOnAsync("c");
        });

    [Fact]
    public Task Isolate_OneOfThreeSilos_ItLearnsThatItIsDeadAndReturns() =>
        ShouldGoOnAndHealAsync(1, () => _network.IsolateAsync(1), () => WaitForNoTrialsOnAsync("b"));

    [Fact]
    public Task Cut_OneSiloFromTheDatabase_ItLeavesAndReturns() =>
        ShouldGoOnAndHealAsync(
            1, () => _network.CutFromHubAsync(1),
            () => _silos[1].WaitForErrorAsync("the database has not answered this node for"));

    public async ValueTask DisposeAsync()
    {
        await _machine.DisposeAsync();
        await _postgres.DisposeAsync();
        await _network.DisposeAsync();
    }

    /// <summary>
    /// Cuts the network while a sweep trains, which completes on the other nodes, and repairs it, after which the node
    /// serves again.
    /// </summary>
    private async Task ShouldGoOnAndHealAsync(int node, Func<Task> cut, Func<Task> isNoticed)
    {
        await SubmitAsync();
        await WaitForTrialsOnAsync("a", "b", "c");

        await cut();
        var since = Stopwatch.StartNew();
        await isNoticed();
        output.WriteLine($"the cut is noticed after {since.Elapsed.TotalSeconds:n1} s");
        await ShouldCompleteAsync();
        output.WriteLine($"the sweep is completed after {since.Elapsed.TotalSeconds:n1} s");

        await _network.HealAsync();
        since.Restart();
        await ShouldServeAgainAsync(node);
        output.WriteLine($"{Nodes[node]} is back {since.Elapsed.TotalSeconds:n1} s after the repair");
        ShouldHaveNoStackTraces();
    }

    private async Task SubmitAsync() => (await _machine.StartWithin(
        _network.Hub, "submit", _machine.Write("sweep.yaml", SweepFiles.Waiting(Trials, seconds: 1)))
        .WaitForExitAsync()).ShouldExitWith(0);

    private async Task ShouldCompleteAsync()
    {
        await _machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");
        output.WriteLine("trials that ended, by second: " + string.Join(' ', await _machine.QueryAsync(
            "select count(t.number) from generate_series((select min(finished_at) from trials), "
            + "(select max(finished_at) from trials), interval '1 second') s left join trials t "
            + "on t.finished_at >= s and t.finished_at < s + interval '1 second' group by s order by s")));
        (await _machine.QueryAsync("select count(*) from trials where status = 'completed'")).ShouldBe([$"{Trials}"]);
        (await _machine.QueryAsync("select count(*), count(distinct trial) from trial_curves where metric = 'value'"))
            .ShouldBe([$"{Trials}|{Trials}"]);
    }

    private async Task ShouldServeAgainAsync(int node)
    {
        await Waiting.UntilAsync(
            () => _silos[node].Output.Split("serving").Length == 3, $"node '{Nodes[node]}' to serve again",
            seen: () => $"{_silos[node].Output}\n{_silos[node].Errors}");
        _silos[node].HasExited.ShouldBeFalse();
        await _machine.WaitForAsync(
            "select count(*) from silos where left_at is null and beat_at > now() - interval '10 seconds'",
            rows => rows[0] == "3");
        (await _machine.QueryAsync("select count(*) from membership where status = 3")).ShouldBe(["3"]);
    }

    private void ShouldHaveNoStackTraces()
    {
        foreach (var silo in _silos)
        {
            output.WriteLine(silo.Errors);
            // A crash prints one call a line.
            silo.Errors.Split('\n').ShouldAllBe(line => !line.StartsWith("   at "));
        }
    }

    private async Task WaitForTrialsOnAsync(params string[] nodes)
    {
        foreach (var node in nodes)
            await _machine.WaitForAsync(RunningOn(node), trials => trials.Count > 0);
    }

    private Task WaitForNoTrialsOnAsync(string node) =>
        _machine.WaitForAsync(RunningOn(node), trials => trials.Count == 0);

    private static string RunningOn(string node) =>
        "select number from trials where status = 'running' and node in (select silo from silos where node = "
        + $"'{node}')";
}

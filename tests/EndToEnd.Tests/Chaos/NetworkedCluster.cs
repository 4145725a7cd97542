using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Postgres;
using Experiments.Testing.Waits;
using Npgsql;

namespace Experiments.EndToEnd.Tests.Chaos;

/// <summary>Three silos, each with an address of its own, in a network that can be disturbed.</summary>
internal sealed class NetworkedCluster : IAsyncDisposable
{
    private readonly List<CliProcess> _silos = [];
    private readonly Dictionary<string, string> _variablesOfB = [];
    private PostgresServer? _standby;
    private SmallDisk? _disk;

    private NetworkedCluster(SiloNetwork network, PostgresServer postgres, string database)
    {
        (Network, Postgres, Database) = (network, postgres, database);
        Machine = new Machine(postgres.AddressOf(database));
    }

    /// <summary>The names of the nodes. They start one after the other, so the last one is the youngest.</summary>
    public static IReadOnlyList<string> Nodes { get; } = ["a", "b", "c"];

    public SiloNetwork Network { get; }

    public PostgresServer Postgres { get; }

    /// <summary>The name of the database.</summary>
    public string Database { get; }

    /// <summary>The programs run with this machine's home and database.</summary>
    public Machine Machine { get; }

    public IReadOnlyList<CliProcess> Silos => _silos;

    /// <summary>Starts the database and the silos, each with two slots.</summary>
    public static async Task<NetworkedCluster> StartAsync(ClusterNeeds needs = ClusterNeeds.None)
    {
        var network = await SiloNetwork.CreateAsync(Nodes.Count);
        var postgres = await PostgresServer.CreateAsync(network: (network.Hub, SiloNetwork.HubAddress));
        var name = new NpgsqlConnectionStringBuilder(await postgres.CreateDatabaseAsync()).Database!;
        var cluster = new NetworkedCluster(network, postgres, name);
        var machine = cluster.Machine;
        (await machine.RunAsync("db", "migrate")).ShouldExitWith(0);
        if (needs.HasFlag(ClusterNeeds.Clock)) await cluster.AddClockAsync();
        if (needs.HasFlag(ClusterNeeds.Disk)) cluster.AddDisk();
        if (needs.HasFlag(ClusterNeeds.Standby))
            cluster._standby = await postgres.CreateStandbyAsync(SiloNetwork.SecondAddress);
        machine.Environment["EXPERIMENTS_DATABASE"] = cluster.Address;
        machine.Environment["EXPERIMENTS_CHECKPOINTS"] = "none";
        for (var node = 0; node < Nodes.Count; node++)
        {
            cluster._silos.Add(cluster.StartSilo(node));
            await cluster._silos[node].WaitForAsync("serving");
        }

        return cluster;
    }

    /// <summary>Kills the database server. The standby takes its place.</summary>
    public async Task FailOverAsync()
    {
        await Postgres.KillAsync();
        await _standby!.PromoteAsync();
        Machine.Database = _standby.AddressOf(Database);
    }

    /// <summary>Sets the time of day of node <c>b</c>.</summary>
    /// <param name="offset">The seconds by which it is fast, with a sign.</param>
    public Task SetClockAsync(string offset) => File.WriteAllTextAsync(Clock, offset);

    /// <summary>Fills the disk of node <c>b</c>.</summary>
    public async Task FillDiskAsync()
    {
        await using var file = File.Create(Path.Combine(_disk!.Folder, "filled"));
        try
        {
            while (true) await file.WriteAsync(new byte[4096]);
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    /// <summary>Starts the silo of a node that was killed.</summary>
    public async Task StartAgainAsync(int node)
    {
        _silos[node] = StartSilo(node);
        await _silos[node].WaitForAsync("serving");
    }

    /// <summary>Submits a sweep from the hub.</summary>
    public async Task SubmitAsync(string sweep) =>
        (await Machine.StartWithin(Network.Hub, "submit", Machine.Write("sweep.yaml", sweep)).WaitForExitAsync())
            .ShouldExitWith(0);

    /// <summary>Waits until each of these nodes runs a trial.</summary>
    public async Task WaitForTrialsOnAsync(params IEnumerable<string> nodes)
    {
        foreach (var node in nodes) await Machine.WaitForAsync(RunningTrials.On(node), trials => trials.Count > 0);
    }

    /// <summary>
    /// Waits until a node is no member any more, and no trial is on it as far as the sweep knows. Between two trials of
    /// a node that stays there may be none for a moment.
    /// </summary>
    public async Task WaitForLeaveAsync(string node)
    {
        await Machine.WaitForAsync(
            $"select count(*) from membership where silo_name = '{node}' and status = 3", rows => rows[0] == "0");
        await Machine.WaitForAsync(RunningTrials.On(node), trials => trials.Count == 0);
    }

    /// <summary>Waits until the only sweep is completed.</summary>
    public Task WaitForTheEndAsync() =>
        Machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");

    /// <summary>Waits until a node that has left serves again, and all are members.</summary>
    public async Task ShouldServeAgainAsync(int node)
    {
        await Waiting.UntilAsync(
            () => _silos[node].Output.Split("serving").Length == 3, $"node '{Nodes[node]}' to serve again",
            seen: () => $"{_silos[node].Output}\n{_silos[node].Errors}");
        _silos[node].HasExited.ShouldBeFalse();
        await ShouldAllServeAsync();
    }

    /// <summary>Waits until the database hears all silos, which all are members.</summary>
    public async Task ShouldAllServeAsync()
    {
        await Machine.WaitForAsync(
            "select count(*) from silos where left_at is null and beat_at > now() - interval '10 seconds'",
            rows => rows[0] == $"{Nodes.Count}");
        await Machine.WaitForAsync(
            "select count(*) from membership where status = 3", rows => rows[0] == $"{Nodes.Count}");
    }

    public async ValueTask DisposeAsync()
    {
        await Machine.DisposeAsync();
        _disk?.Dispose();
        await Postgres.DisposeAsync();
        if (_standby is not null) await _standby.DisposeAsync();
        await Network.DisposeAsync();
    }

    private string Clock => Machine.FileOf("clock");

    private async Task AddClockAsync()
    {
        const string Library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";
        Assert.SkipUnless(File.Exists(Library), "The package faketime is not installed.");
        await SetClockAsync("+0");
        _variablesOfB["LD_PRELOAD"] = Library;
        _variablesOfB["FAKETIME_TIMESTAMP_FILE"] = Clock;
        _variablesOfB["FAKETIME_NO_CACHE"] = "1";
        // Only the time of day jumps.
        _variablesOfB["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
    }

    private void AddDisk()
    {
        _disk = SmallDisk.TryMount("16m");
        Assert.SkipWhen(_disk is null, "A small disk cannot be mounted here.");
        _variablesOfB["EXPERIMENTS_HOME"] = _variablesOfB["TMPDIR"] = _disk.Folder;
    }

    private string Address => new NpgsqlConnectionStringBuilder(Machine.Database)
    {
        Host = $"{SiloNetwork.HubAddress}:{Postgres.Port}"
            + (_standby is null ? "" : $",{SiloNetwork.SecondAddress}:{_standby.Port}"),
        TargetSessionAttributes = _standby is null ? null : "primary",
    }.ConnectionString;

    private CliProcess StartSilo(int node) => Machine.Start(
        "ip",
        [
            "netns", "exec", Network.Node(node), Programs.Experiments, "serve", "--node", Nodes[node], "--listen",
            SiloNetwork.AddressOf(node), "--cpus", "2",
        ],
        node == 1 ? _variablesOfB : new Dictionary<string, string>());
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Experiments.Testing.Waits;
using Npgsql;

namespace Experiments.Testing.Postgres;

/// <summary>
/// A temporary server on loopback, in its own folder. It stops when this process ends in any way: a shell between the
/// two stops it when its standard input closes.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>The password of the superuser <c>postgres</c>.</summary>
    public const string Password = "throw-away";

    private const int SigKill = 9;

    private readonly string _binaries;
    private readonly string _folder;
    private readonly bool _durable;
    private readonly (string Namespace, string Address)? _network;
    private Process? _guard;
    private int _databases;

    private PostgresServer(
        string binaries, string folder, bool durable, (string Namespace, string Address)? network)
    {
        (_binaries, _folder, _durable, _network) = (binaries, folder, durable, network);
        Port = FreePort();
    }

    /// <summary>The port on 127.0.0.1, which stays the same after a restart.</summary>
    public int Port { get; }

    /// <summary>Creates and starts a server.</summary>
    /// <param name="durable">Whether the server has its default durability. Otherwise it never waits for the disk, and
    /// its data survives a kill but no power loss.</param>
    /// <param name="network">The network namespace in which it runs, and its address there; or null for this one and
    /// loopback. This process connects through a socket in the server's folder.</param>
    public static async Task<PostgresServer> CreateAsync(
        bool durable = false, (string Namespace, string Address)? network = null)
    {
        var binaries = PostgresBinaries.Find()
            ?? throw new InvalidOperationException("No PostgreSQL server is installed (apt-get install postgresql).");
        var folder = Directory.CreateTempSubdirectory("experiments-postgres-").FullName;
        var server = new PostgresServer(binaries, folder, durable, network);
        await server.InitializeAsync();
        await server.StartAsync();
        return server;
    }

    /// <summary>Returns the connection string of a database of this server.</summary>
    public string AddressOf(string database) =>
        $"Host={(_network is null ? "127.0.0.1" : _folder)};Port={Port};Username=postgres;Password={Password};"
        + $"Database={database};Include Error Detail=true";

    /// <summary>Creates an empty database.</summary>
    /// <returns>The connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await AskAsync($"create database {name}");
        return AddressOf(name);
    }

    /// <summary>
    /// Creates and starts a standby of this server, for which each commit waits from then on.
    /// </summary>
    /// <param name="address">Its address in the network namespace of this server, if that has one.</param>
    public async Task<PostgresServer> CreateStandbyAsync(string? address = null)
    {
        var folder = Directory.CreateTempSubdirectory("experiments-postgres-").FullName;
        var standby = new PostgresServer(
            _binaries, folder, _durable, _network is { } network ? (network.Namespace, address!) : null);
        if (Environment.IsPrivilegedProcess) await standby.RunAsync($"chown -R postgres '{folder}'");
        await standby.RunAsync(
            $"{AsServerUser}'{_binaries}/pg_basebackup' -D '{folder}/data' -R -c fast --no-sync -d 'host={_folder} "
            + $"port={Port} user=postgres password={Password}'");
        await standby.StartAsync();
        await AskAsync("alter system set synchronous_standby_names = '*'");
        await AskAsync("select pg_reload_conf()");
        await Waiting.UntilAsync(
            async () => await AskAsync("select sync_state from pg_stat_replication") is "sync",
            "the standby to be synchronous");
        return standby;
    }

    /// <summary>Makes a standby the server that is written to.</summary>
    public Task PromoteAsync() => AskAsync("select pg_promote()");

    /// <summary>Starts the server and waits until it accepts connections.</summary>
    public async Task StartAsync()
    {
        var server =
            $"""
            {AsServerUser}"{_binaries}/postgres" -D "{_folder}/data" -p {Port} -k "{_folder}" -h {_network?.Address ?? "127.0.0.1"} {Settings}
            """;
        if (_network is { } network) server = $"exec ip netns exec {network.Namespace} {server["exec ".Length..]}";
        _guard = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", $"{server} >>'{_folder}/log' 2>&1 & read _; kill -INT $!; wait $!"])
            {
                RedirectStandardInput = true,
                WorkingDirectory = _folder,
            })!;
        await Waiting.UntilAsync(
            AnswersAsync, "PostgreSQL to start", TimeSpan.FromMinutes(1), () => File.ReadAllText(_folder + "/log"));
    }

    /// <summary>Stops the server cleanly, without waiting for clients to disconnect.</summary>
    public async Task StopAsync()
    {
        if (_guard is null) return;
        _guard.StandardInput.Close();
        await _guard.ToExitAsync("PostgreSQL to stop", seen: () => File.ReadAllText(_folder + "/log"));
        _guard.Dispose();
        _guard = null;
    }

    /// <summary>Kills the server with SIGKILL.</summary>
    public async Task KillAsync()
    {
        var postmaster = int.Parse((await File.ReadAllLinesAsync(_folder + "/data/postmaster.pid"))[0]);
        var children = await File.ReadAllTextAsync($"/proc/{postmaster}/task/{postmaster}/children");
        int[] processes = [postmaster, .. children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
        foreach (var process in processes) _ = Kill(process, SigKill);
        await StopAsync();
        // A living child process holds the shared memory, and the next server would refuse to start.
        await Waiting.UntilAsync(
            () => processes.All(process => Kill(process, 0) != 0), "PostgreSQL's processes to be gone");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // PostgreSQL refuses to run as root. Debian's package creates a user for it.
    internal static string AsServerUser =>
        Environment.IsPrivilegedProcess ? "exec setpriv --reuid postgres --regid postgres --clear-groups " : "exec ";

    private string Settings => _durable
        ? "-c max_connections=200"
        : "-c max_connections=200 -c fsync=off -c full_page_writes=off";

    private async Task InitializeAsync()
    {
        var password = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(password, Password);
        if (Environment.IsPrivilegedProcess) await RunAsync($"chown -R postgres '{_folder}'");
        await RunAsync(
            $"{AsServerUser}'{_binaries}/initdb' -D '{_folder}/data' -U postgres -A scram-sha-256 --pwfile "
            + $"'{password}' -E UTF8 --locale C --no-sync");
        if (_network is not null)
            await File.AppendAllTextAsync(
                _folder + "/data/pg_hba.conf", "host all all samenet scram-sha-256\n");
    }

    private async Task RunAsync(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.ToExitAsync($"'{command}' to end");
        await output.Within($"the output of '{command}'");
        if (process.ExitCode != 0) throw new InvalidOperationException($"'{command}' fails: {await errors}");
    }

    private async Task<object?> AskAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(AddressOf("postgres") + ";Pooling=false;Timeout=5");
        await connection.OpenAsync();
#pragma warning disable CA2100 // A constant, or a name from here.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await AskAsync("select 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int pid, int signal);
}

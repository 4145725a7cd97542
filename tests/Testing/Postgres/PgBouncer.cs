using System.Diagnostics;
using System.Net.Sockets;
using Experiments.Testing.Waits;
using Npgsql;

namespace Experiments.Testing.Postgres;

/// <summary>
/// A temporary PgBouncer on loopback before a server, in transaction mode: each transaction of a client may run in
/// another of a few sessions. It stops when this process ends in any way.
/// </summary>
public sealed class PgBouncer : IAsyncDisposable
{
    // Fewer than the connections of a silo, so that its transactions mix.
    private const int Sessions = 5;

    private readonly string _folder = Directory.CreateTempSubdirectory("experiments-pgbouncer-").FullName;
    private readonly int _port = PostgresServer.FreePort();
    private readonly PostgresServer _server;
    private Process? _guard;

    private PgBouncer(PostgresServer server) => _server = server;

    /// <summary>
    /// Starts a pooler. If none is installed, the test is skipped, or fails if <c>CI=true</c>.
    /// </summary>
    public static async Task<PgBouncer> StartAsync(PostgresServer server)
    {
        if (Find() is not { } program)
        {
            const string Missing = "PgBouncer is not installed (apt-get install pgbouncer).";
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", Missing);
            throw new InvalidOperationException(Missing);
        }

        var bouncer = new PgBouncer(server);
        try
        {
            await bouncer.StartAsync(program);
            return bouncer;
        }
        catch
        {
            await bouncer.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns the connection string of a database, without a word about the pooler.</summary>
    public string AddressOf(string database) =>
        new NpgsqlConnectionStringBuilder(_server.AddressOf(database)) { Port = _port }.ConnectionString;

    /// <summary>Returns the connection string of a database that says what the pooler needs.</summary>
    public string PooledAddressOf(string database) => AddressOf(database) + ";No Reset On Close=true";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_guard is not null)
        {
            _guard.StandardInput.Close();
            await _guard.ToExitAsync("PgBouncer to stop", seen: Log);
            _guard.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static string? Find() =>
        new[] { "/usr/sbin/pgbouncer", "/usr/local/bin/pgbouncer", "/usr/bin/pgbouncer" }.FirstOrDefault(File.Exists);

    private async Task StartAsync(string program)
    {
        await File.WriteAllTextAsync(
            _folder + "/users", $"\"postgres\" \"{PostgresServer.Password}\"\n");
        await File.WriteAllTextAsync(_folder + "/settings", $"""
            [databases]
            * = host=127.0.0.1 port={_server.Port}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {_port}
            unix_socket_dir =
            auth_type = scram-sha-256
            auth_file = {_folder}/users
            pool_mode = transaction
            default_pool_size = {Sessions}
            max_client_conn = 500
            """);
        // PgBouncer refuses to run as root.
        var chown = Environment.IsPrivilegedProcess ? $"chown -R postgres '{_folder}'; " : "";
        _guard = Process.Start(new ProcessStartInfo(
            "/bin/sh",
            [
                "-c",
                $"{chown}{PostgresServer.AsServerUser}'{program}' '{_folder}/settings' >>'{_folder}/log' 2>&1 & "
                + "read _; kill -INT $!; wait $!",
            ])
        {
            RedirectStandardInput = true,
            WorkingDirectory = _folder,
        })!;
        await Waiting.UntilAsync(AnswersAsync, "PgBouncer to start", TimeSpan.FromMinutes(1), Log);
    }

    private string Log() => File.Exists(_folder + "/log") ? File.ReadAllText(_folder + "/log") : "";

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync("127.0.0.1", _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

namespace Experiments.Testing.Postgres;

/// <summary>
/// One server for a whole test assembly: <c>[assembly: AssemblyFixture(typeof(SharedPostgres))]</c>. If no server is
/// installed, the tests that use it are skipped, or fail if <c>CI=true</c>.
/// </summary>
public sealed class SharedPostgres : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> _server = new(() => PostgresServer.CreateAsync());

    /// <summary>Returns the server, which is started on the first call.</summary>
    public Task<PostgresServer> GetAsync()
    {
        if (PostgresBinaries.Find() is null && Environment.GetEnvironmentVariable("CI") != "true")
            Assert.Skip("No PostgreSQL server is installed (apt-get install postgresql).");
        return _server.Value;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated) await (await _server.Value).DisposeAsync();
    }
}

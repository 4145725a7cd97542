namespace Experiments.Testing.Postgres;

/// <summary>
/// One server for a whole test assembly: <c>[assembly: AssemblyFixture(typeof(SharedPostgres))]</c>. Where no server is
/// installed the tests that ask for it are skipped with the reason, or fail where <c>CI=true</c>.
/// </summary>
public sealed class SharedPostgres : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> _server = new(() => PostgresServer.CreateAsync());

    /// <summary>The server, started by the first who asks.</summary>
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

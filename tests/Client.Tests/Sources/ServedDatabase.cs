using Experiments.Client.Browsing;
using Experiments.Client.Tests.Support;

namespace Experiments.Client.Tests.Sources;

/// <summary>A database that a server serves, and a person who has a token for it.</summary>
internal sealed class ServedDatabase : IAsyncDisposable
{
    private readonly TestShell _admin;
    private readonly PageHost _host;

    private ServedDatabase(TestShell admin, PageHost host, string url) => (_admin, _host, Url) = (admin, host, url);

    /// <summary>The address of the server.</summary>
    public string Url { get; }

    /// <summary>The shell of who may use the database.</summary>
    public TestShell Admin => _admin;

    /// <summary>Fills a database, and serves it.</summary>
    public static async Task<ServedDatabase> StartAsync()
    {
        var admin = new TestShell();
        await SeededSweeps.SeedAsync(admin.Home);
        var host = await PageHost.StartAsync(admin.Shell, 0, TestContext.Current.CancellationToken);
        return new(admin, host, host.CreateAddress().Split("/#")[0]);
    }

    /// <summary>Creates a token for a person, and returns it.</summary>
    public async Task<string> CreateTokenAsync(string person, string role)
    {
        (await _admin.RunAsync("token", "create", person, "--role", role)).ShouldBe(0, _admin.Error);
        return _admin.TakeOut().Trim();
    }

    /// <summary>Returns a shell on another machine, whose commands use the server.</summary>
    public async Task<TestShell> OpenShellAsync(string role = "admin")
    {
        var token = await CreateTokenAsync("ada", role);
        return new TestShell { ["EXPERIMENTS_URL"] = Url, ["EXPERIMENTS_TOKEN"] = token };
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _admin.Dispose();
    }
}

using System.Net;
using Experiments.Client.Shells;
using Experiments.Contracts.Certificates;
using Experiments.Storage;
using Experiments.Storage.Checkpoints;
using Experiments.Storage.Configuration;
using Experiments.Storage.Schema;
using Experiments.Training;
using Experiments.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Client.Browsing;

/// <summary>Serves the page and the API in this process, over the database that the environment names.</summary>
internal sealed class PageHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PageHost(WebApplication app) => _app = app;

    /// <summary>Starts it on the loopback address.</summary>
    /// <param name="shell">The shell whose environment names the database.</param>
    /// <param name="port">The port, or null for the default one, or a free one if that is in use.</param>
    /// <param name="cancel">Cancels the start.</param>
    /// <exception cref="UserErrorException">The database cannot be used, or the port is in use.</exception>
    public static async Task<PageHost> StartAsync(Shell shell, int? port, CancellationToken cancel)
    {
        // Requests of a browser come at the same time, and must not hold a thread each while they wait.
        AppContext.SetSwitch("Experiments.Storage.Blocking", false);
        var database = DatabaseOptions.FromEnvironment(shell.Environment);
        try
        {
            return await StartAsync(shell, database, port ?? DefaultPort, cancel);
        }
        catch (IOException inUse) when (inUse.InnerException is AddressInUseException && port is null)
        {
            return await StartAsync(shell, database, 0, cancel);
        }
        catch (IOException inUse) when (inUse.InnerException is AddressInUseException)
        {
            throw new UserErrorException(
                $"port {port} is in use: name another one with --port, or none to get a free one");
        }
    }

    /// <summary>The port if no other is named.</summary>
    public const int DefaultPort = 9465;

    /// <summary>Returns the address of the page, which lets one browser in, once.</summary>
    public string CreateAddress() => _app.Urls.Single() + _app.CreatePagePath();

    private static async Task<PageHost> StartAsync(
        Shell shell, DatabaseOptions database, int port, CancellationToken cancel)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server => server.Listen(IPAddress.Loopback, port));
        builder.Services.AddRouting();
        builder.Services.AddSingleton(CheckpointOptions.FromEnvironment(database, alone: true, shell.Environment));
        builder.Services.AddSingleton(shell.Time);
        builder.Services.AddStorage(database);
        builder.Services.AddDatasets(TrainingOptions.FromEnvironment(shell.Environment));
        if (ClusterCertificates.FromEnvironment(shell.Environment, shell.Time) is { } certificates)
            builder.Services.AddSingleton(certificates);
        builder.Services.AddWebApi();
        var app = builder.Build();
        try
        {
            app.MapWebApi();
            // The page of a new installation is empty, and shows the first sweep as soon as there is one.
            await app.Services.GetRequiredService<StorageSchema>().EnsureAsync(migrate: IsNew(database), cancel);
            await app.StartAsync(cancel);
            return new PageHost(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    private static bool IsNew(DatabaseOptions database) => !database.IsPostgres
        && !File.Exists(new SqliteConnectionStringBuilder(database.Address).DataSource);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

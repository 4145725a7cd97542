using System.Text.Json;
using Experiments.Contracts.Settings;
using Experiments.Grains.Nodes;
using Experiments.Silo.Gpus;
using Experiments.Silo.Hosting.Https;
using Experiments.Storage.Databases;
using Experiments.Web;
using Microsoft.Extensions.Options;

namespace Experiments.Silo.Hosting;

/// <summary>
/// Says that the silo is ready for work: its addresses on standard output, and all that it is in the log.
/// </summary>
internal static partial class Announcement
{
    public static async Task MakeAsync(WebApplication host, SiloOptions options, int gatewayPort)
    {
        var http = host.FindHttp()!;
        await host.Services.GetRequiredService<NodeService>().Joined.WaitAsync(host.Lifetime.ApplicationStopping);
        var gateway = $"{options.Listen}:{gatewayPort}";
        if (!options.Attached)
        {
            var node = host.Services.GetRequiredService<IOptions<NodeOptions>>().Value;
            var offered = host.Services.GetRequiredService<OfferedGpus>();
            LogServing(
                host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Announcement)),
                node.Name, node.Pool, node.Cpus, Describe(offered),
                options.Cluster, host.Services.GetRequiredService<Database>().Place, ProductVersion.Name);
        }

        // The address lets its reader in, so it is for a person at a terminal, and never in a log.
        if (!options.Attached && !Console.IsOutputRedirected && new Uri(http).IsLoopback)
            Console.Out.WriteLine(http + host.CreatePagePath());
        Console.Out.WriteLine(options.Attached
            ? JsonSerializer.Serialize(new { cluster = options.Cluster, gateway, http })
            : $"serving: clients at {gateway}, metrics at {http}/metrics"
                + (host.FindHttps() is { } https ? $", page and API at {https}" : "")
                + "; Ctrl-C stops, with checkpoints");
        Console.Out.Flush();
    }

    private static string Describe(OfferedGpus offered) =>
        (offered.Gpus.IsEmpty ? "none" : string.Join(", ", offered.Gpus))
        + (offered.Why is { } why ? $" ({why})" : "");

    [LoggerMessage(
        1, LogLevel.Information,
        "Node '{Node}' of pool '{Pool}' is ready: CPU cores {Cpus}, GPUs {Gpus}, cluster '{Cluster}', {Database}, "
        + "version {Version}.")]
    private static partial void LogServing(
        ILogger log, string node, string pool, double cpus, string gpus, string cluster, string database,
        string version);
}

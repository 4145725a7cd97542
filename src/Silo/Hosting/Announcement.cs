using System.Text.Json;
using Experiments.Grains.Nodes;

namespace Experiments.Silo.Hosting;

/// <summary>Writes the addresses of the silo to standard output once it is ready for work.</summary>
internal static class Announcement
{
    public static async Task MakeAsync(WebApplication host, SiloOptions options, int gatewayPort)
    {
        var http = host.Urls.Single();
        await host.Services.GetRequiredService<NodeService>().Joined.WaitAsync(host.Lifetime.ApplicationStopping);
        var gateway = $"{options.Listen}:{gatewayPort}";
        Console.Out.WriteLine(options.Attached
            ? JsonSerializer.Serialize(new { cluster = options.Cluster, gateway, http })
            : $"serving: clients at {gateway}, metrics at {http}/metrics; Ctrl-C stops, with checkpoints");
        Console.Out.Flush();
    }
}

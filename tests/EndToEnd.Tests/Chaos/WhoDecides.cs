using System.Net;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Proofs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Serialization;

namespace Experiments.EndToEnd.Tests.Chaos;

/// <summary>Finds the silos on which the decisions of a cluster are made.</summary>
internal static class WhoDecides
{
    /// <summary>
    /// Returns the addresses, <c>ip:port@generation</c>, of the silos with the sweep's grain and with the fleet's
    /// grain.
    /// </summary>
    /// <param name="secret">The secret of the database, for the proof to the cluster.</param>
    /// <param name="gateways">The addresses for clients, each <c>address:port</c>.</param>
    /// <param name="sweep">The id of the sweep.</param>
    public static async Task<(string Sweep, string Fleet)> AskAsync(
        ClusterSecret secret, IEnumerable<string> gateways, string sweep)
    {
        var proof = new ClusterProof(secret, "experiments", TimeProvider.System);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Services.AddSerializer(serializer => serializer.AddWireTypes());
        builder.UseOrleansClient(client => client
            .UseStaticClustering([.. gateways.Select(IPEndPoint.Parse)])
            .Configure<ClusterOptions>(
                options => (options.ClusterId, options.ServiceId) = ("experiments", "experiments"))
            .Configure<ClientConnectionOptions>(options => options.ConfigureConnection(
                to => to.UseProofOfCaller(() => proof, ConnectionPurpose.Client))));
        using var host = builder.Build();
        await host.StartAsync();
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        var management = grains.GetGrain<IManagementGrain>(0);
        var decides = await management.GetActivationAddress(grains.GetGrain<ISweepGrain>(sweep));
        var grants = await management.GetActivationAddress(grains.GetGrain<IFleetGrain>("default"));
        await host.StopAsync();
        return (AddressOf(decides), AddressOf(grants));
    }

    private static string AddressOf(SiloAddress? silo) =>
        (silo ?? throw new InvalidOperationException("nobody decides at the moment")).ToParsableString();
}

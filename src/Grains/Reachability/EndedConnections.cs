using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace Experiments.Grains.Reachability;

/// <summary>
/// Tells <see cref="PeerWatch"/> of each connection between silos that ends: the kernel closes those of a process that
/// was killed at once.
/// </summary>
internal static class EndedConnections
{
    /// <summary>Adds this to the connections of a silo.</summary>
    /// <param name="connections">The options of the connections.</param>
    /// <param name="services">The services of the silo, which are complete once a connection begins.</param>
    public static void Tell(SiloConnectionOptions connections, IServiceProvider services)
    {
        connections.ConfigureSiloOutboundConnection(Tell);
        connections.ConfigureSiloInboundConnection(Tell);

        void Tell(IConnectionBuilder connection) => connection.Use(next => async context =>
        {
            var watch = services.GetRequiredService<PeerWatch>();
            var stops = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
            try
            {
                await next(context);
            }
            finally
            {
                if (context.RemoteEndPoint is IPEndPoint peer) _ = watch.ConnectionEndedAsync(peer.Address, stops);
            }
        });
    }
}

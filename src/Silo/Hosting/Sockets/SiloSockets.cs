using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Experiments.Silo.Hosting.Sockets;

/// <summary>
/// Opens and accepts the connections of a silo with <see cref="TcpLimits"/>, through the transport of Kestrel: that of
/// Orleans does not give access to its sockets.
/// </summary>
internal sealed class SiloSockets(ILoggerFactory loggers) : IConnectionFactory, IDisposable
{
    private readonly SocketConnectionContextFactory _contexts = new(
        // As with Orleans' transport, nothing is held back: a slow reader must not delay the signs of life.
        new SocketConnectionFactoryOptions { MaxReadBufferSize = null, MaxWriteBufferSize = null },
        loggers.CreateLogger<SiloSockets>());

    /// <summary>
    /// Replaces the transport of Orleans, which is registered under a key for each kind of connection.
    /// </summary>
    public static ISiloBuilder UseOn(ISiloBuilder silo)
    {
        var services = silo.Services;
        services.AddSingleton<SiloSockets>();
        foreach (var kind in KindsOf<IConnectionFactory>(services))
            services.AddKeyedSingleton<IConnectionFactory>(
                kind, (provider, _) => provider.GetRequiredService<SiloSockets>());
        foreach (var kind in KindsOf<IConnectionListenerFactory>(services))
            services.AddKeyedSingleton<IConnectionListenerFactory>(
                kind, (provider, _) => new SocketTransportFactory(
                    Options.Create(Listening), provider.GetRequiredService<ILoggerFactory>()));
        return silo;
    }

    /// <inheritdoc/>
    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            TcpLimits.Apply(socket);
            await socket.ConnectAsync(endpoint, cancellationToken);
            return _contexts.Create(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose() => _contexts.Dispose();

    private static SocketTransportOptions Listening => new()
    {
        MaxReadBufferSize = null,
        MaxWriteBufferSize = null,
        CreateBoundListenSocket = Bind,
    };

    private static Socket Bind(EndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // The silo has reserved the port with a socket of its own.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            if (address is IPEndPoint { Address: var any } && any.Equals(IPAddress.IPv6Any)) socket.DualMode = true;
            TcpLimits.Apply(socket);
            socket.Bind(address);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static object[] KindsOf<T>(IServiceCollection services) =>
    [
        .. services.Where(service => service.IsKeyedService && service.ServiceType == typeof(T))
            .Select(service => service.ServiceKey!).Distinct(),
    ];
}

using System.Net;
using System.Net.Sockets;

namespace Experiments.Silo.Hosting;

/// <summary>
/// Reserves a port for this process. Orleans listens with address reuse, so two silos on one port would both start and
/// then receive each other's messages. This class binds the port without reuse, which fails if it is in use, and only
/// then allows reuse on the socket: Orleans can listen on the port, and a second reservation fails.
/// </summary>
internal sealed class PortReservation : IDisposable
{
    private readonly Socket _socket;

    private PortReservation(Socket socket) => _socket = socket;

    /// <summary>The reserved port.</summary>
    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>Reserves a port.</summary>
    /// <param name="address">The address to listen on.</param>
    /// <param name="port">The port, or 0 for a free one.</param>
    /// <param name="option">The command-line option that sets the port, for the error message.</param>
    /// <exception cref="UserErrorException">The port is in use, or cannot be used.</exception>
    public static PortReservation Take(IPAddress address, int port, string option)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
        {
            ExclusiveAddressUse = true,
        };
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            AllowReuse(socket);
            return new PortReservation(socket);
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            var why = failure.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "is in use by another program",
                SocketError.AccessDenied => "may not be used by you",
                _ => $"cannot be taken ({failure.Message})",
            };
            throw new UserErrorException(
                $"port {port} on {address} {why}; choose another one with {option} (0 picks a free one)", failure);
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>
    /// Allows Orleans to bind the port too. On Linux, .NET binds with SO_REUSEADDR, which permits a second reservation
    /// until a socket listens, and Orleans binds with SO_REUSEPORT. Therefore the first option is cleared and the
    /// second one set.
    /// </summary>
    private static void AllowReuse(Socket socket)
    {
        const int SocketLevel = 1, ReuseAddress = 2, ReusePort = 15;
        if (OperatingSystem.IsLinux())
        {
            socket.SetRawSocketOption(SocketLevel, ReuseAddress, BitConverter.GetBytes(0));
            socket.SetRawSocketOption(SocketLevel, ReusePort, BitConverter.GetBytes(1));
        }
        else
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        }
    }
}

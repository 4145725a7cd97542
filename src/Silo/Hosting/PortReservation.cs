using System.Net;
using System.Net.Sockets;
using Experiments.Contracts.Faults;

namespace Experiments.Silo.Hosting;

/// <summary>
/// Holds a port for this process. Orleans listens with address reuse, so that two silos on one port both start and then
/// take each other's messages. This binds the port without reuse, which fails where anybody has it, and only then allows
/// reuse on the same socket: Orleans may join it here, and whoever else tries as we do is refused.
/// </summary>
internal sealed class PortReservation : IDisposable
{
    private readonly Socket _socket;

    private PortReservation(Socket socket) => _socket = socket;

    /// <summary>The port that is held.</summary>
    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>Takes a port; 0 picks a free one.</summary>
    /// <param name="address">Address to listen on.</param>
    /// <param name="port">The port.</param>
    /// <param name="option">The option that names another port, for the error.</param>
    /// <exception cref="UserErrorException">Somebody has it.</exception>
    public static PortReservation Take(IPAddress address, int port, string option)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = true };
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
    /// On Linux, .NET binds with SO_REUSEADDR, which lets a second reservation in while nobody listens yet, and Orleans
    /// joins by SO_REUSEPORT: so the one is taken back here and the other given.
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

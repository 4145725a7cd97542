using System.Net.Sockets;

namespace Experiments.Silo.Hosting.Sockets;

/// <summary>
/// Limits how long TCP believes in a connection whose other end is silent, and how long it waits before it sends again.
/// With the defaults of Linux, a connection is silent for as long again as the network was cut, up to two minutes, and
/// one whose other end is gone for good is given up after a quarter of an hour. See docs/adr/0047.
/// </summary>
internal static class TcpLimits
{
    /// <summary>The time after which a connection is broken that the other end does not answer: 20 s.</summary>
    /// <remarks>
    /// Longer than it takes the silos to agree which of them leaves, because what was sent on a broken connection is
    /// lost. Long enough to send again six times, of which one arrives even if a fifth of the packets is lost.
    /// </remarks>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    private const int Tcp = 6; // IPPROTO_TCP
    private const int UserTimeout = 18; // TCP_USER_TIMEOUT
    private const int LongestPause = 44; // TCP_RTO_MAX_MS, since Linux 6.15
    private const int Second = 1000;

    /// <summary>
    /// Applies the limits to a socket: one that is not connected yet, or one that listens, for all that it accepts.
    /// </summary>
    public static void Apply(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 5);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
        if (!OperatingSystem.IsLinux()) return;
        SetRaw(socket, UserTimeout, (int)Silence.TotalMilliseconds);
        try
        {
            SetRaw(socket, LongestPause, Second);
        }
        catch (SocketException)
        {
            // An older kernel, which waits twice as long each time.
        }
    }

    private static void SetRaw(Socket socket, int option, int value) =>
        socket.SetRawSocketOption(Tcp, option, BitConverter.GetBytes(value));
}

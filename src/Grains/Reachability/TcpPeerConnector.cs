using System.Net;
using System.Net.Sockets;

namespace Experiments.Grains.Reachability;

/// <summary>Opens a TCP connection and closes it without a word.</summary>
internal sealed class TcpPeerConnector(TimeProvider time) : IPeerConnector
{
    // The kernel sends the first packet again after one second and after three.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3.5);

    /// <inheritdoc/>
    public async Task<bool> TryConnectAsync(IPEndPoint peer, CancellationToken cancel)
    {
        using var socket = new Socket(peer.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            await socket.ConnectAsync(peer, either.Token);
            return true;
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
        {
            // The machine answers; only its silo is gone, which Orleans notices.
            return true;
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}

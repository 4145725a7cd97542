using System.Net;
using System.Net.Sockets;

namespace Experiments.Grains.Reachability;

/// <summary>Opens a TCP connection and closes it without a word.</summary>
internal sealed class TcpPeerConnector(TimeProvider time) : IPeerConnector
{
    // The kernel sends the first packet again after one second and after three.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3.5);

    /// <inheritdoc/>
    public async Task<PeerAnswer> TryConnectAsync(IPEndPoint peer, CancellationToken cancel)
    {
        using var socket = new Socket(peer.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            await socket.ConnectAsync(peer, either.Token);
            return PeerAnswer.Accepted;
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return PeerAnswer.Refused;
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            return PeerAnswer.Silent;
        }
    }
}

using System.Net;

namespace Experiments.Grains.Reachability;

/// <summary>Finds out whether the network reaches another silo.</summary>
internal interface IPeerConnector
{
    /// <summary>Tries to connect for 3.5 seconds. Does not throw.</summary>
    Task<PeerAnswer> TryConnectAsync(IPEndPoint peer, CancellationToken cancel);
}

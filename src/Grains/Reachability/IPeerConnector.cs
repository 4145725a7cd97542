using System.Net;

namespace Experiments.Grains.Reachability;

/// <summary>Finds out whether the network reaches another silo.</summary>
internal interface IPeerConnector
{
    /// <summary>Returns whether a connection is accepted within 3.5 seconds. Does not throw.</summary>
    Task<bool> TryConnectAsync(IPEndPoint peer, CancellationToken cancel);
}

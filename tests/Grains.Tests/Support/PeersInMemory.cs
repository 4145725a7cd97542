using System.Net;
using Experiments.Grains.Reachability;

namespace Experiments.Grains.Tests.Support;

/// <summary>Silos of one process, which are connected in memory: nothing listens on their ports.</summary>
internal sealed class PeersInMemory : IPeerConnector
{
    public Task<PeerAnswer> TryConnectAsync(IPEndPoint peer, CancellationToken cancel) =>
        Task.FromResult(PeerAnswer.Accepted);
}

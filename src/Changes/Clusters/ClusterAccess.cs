using Experiments.Contracts.Certificates;
using Experiments.Storage.Clusters;
using Experiments.Storage.Queries;

namespace Experiments.Changes.Clusters;

/// <summary>Opens clusters that share a database, so that their sweeps can be called.</summary>
/// <param name="secrets">The secret that proves to a cluster that this program may use it.</param>
/// <param name="time">The clock for timeouts.</param>
/// <param name="certificates">Returns the certificates with which this process uses TLS, or null if it does
/// not.</param>
/// <param name="own">The cluster that this process is a silo of, which needs no connection, or null.</param>
public sealed class ClusterAccess(
    ClusterSecrets secrets, TimeProvider time, Func<ClusterCertificates?> certificates, OwnCluster? own = null)
{
    /// <summary>Opens a cluster through its silos that understand this program.</summary>
    /// <param name="cluster">The cluster's id.</param>
    /// <param name="silos">The live silos; at least one of them belongs to the cluster.</param>
    /// <param name="cancel">Cancels the attempt.</param>
    /// <exception cref="UserErrorException">The cluster cannot be reached, uses another database, or has another
    /// version.</exception>
    public Task<ISweepCluster> OpenAsync(string cluster, IEnumerable<LiveSilo> silos, CancellationToken cancel) =>
        own?.Id == cluster
            ? Task.FromResult<ISweepCluster>(own)
            : OpenAsync(cluster, Gateways.Select(cluster, silos), cancel);

    /// <summary>Connects to a cluster.</summary>
    /// <param name="cluster">The cluster's id.</param>
    /// <param name="gateways">The addresses for clients, each <c>address:port</c>; at least one.</param>
    /// <param name="cancel">Cancels the attempt.</param>
    /// <exception cref="UserErrorException">The cluster cannot be reached, or uses another database.</exception>
    public async Task<ISweepCluster> OpenAsync(
        string cluster, IReadOnlyList<string> gateways, CancellationToken cancel) =>
        await ClusterConnection.OpenAsync(
            await secrets.ReadAsync(cancel), cluster, gateways, certificates(), time, cancel);
}

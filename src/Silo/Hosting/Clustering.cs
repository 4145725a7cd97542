using System.Net;
using Experiments.Storage.Configuration;
using Orleans.Configuration;

namespace Experiments.Silo.Hosting;

/// <summary>
/// Configures how silos find each other: through a shared PostgreSQL database, or not at all for a single silo.
/// </summary>
internal static class Clustering
{
    /// <summary>
    /// Whether the cluster can have more than one silo. The silo of a <c>run</c> serves one sweep and is a cluster of
    /// its own, and an SQLite file belongs to one machine.
    /// </summary>
    public static bool IsShared(SiloOptions options, DatabaseOptions database) =>
        database.IsPostgres && !options.Attached;

    /// <summary>Configures the clustering of a silo.</summary>
    public static ISiloBuilder UseClustering(
        this ISiloBuilder builder, SiloOptions options, DatabaseOptions database, IPEndPoint silo, IPEndPoint gateway)
    {
        const string Service = "experiments";
        if (!IsShared(options, database))
            return builder.UseLocalhostClustering(
                silo.Port, gateway.Port, serviceId: Service, clusterId: options.Cluster);

        var address = database.ToNpgsql();
        return builder
            .Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.Cluster, Service))
            .Configure<ClusterMembershipOptions>(FailureDetection.Configure)
            .UseAdoNetClustering(
                clustering => (clustering.Invariant, clustering.ConnectionString) = ("Npgsql", address));
    }
}

using System.Net;
using Experiments.Storage.Configuration;
using Orleans.Configuration;

namespace Experiments.Silo.Hosting;

/// <summary>How silos find each other: through PostgreSQL where they share one; otherwise a silo is alone.</summary>
internal static class Clustering
{
    /// <summary>
    /// Whether silos of the same cluster form one. The silo of a <c>run</c> serves one sweep and is a cluster by itself, and
    /// an SQLite file is one machine's.
    /// </summary>
    public static bool IsShared(SiloOptions options, DatabaseOptions database) => database.IsPostgres && !options.Attached;

    /// <summary>Sets it up.</summary>
    public static ISiloBuilder UseClustering(
        this ISiloBuilder builder, SiloOptions options, DatabaseOptions database, IPEndPoint silo, IPEndPoint gateway)
    {
        const string Service = "experiments";
        if (!IsShared(options, database))
            return builder.UseLocalhostClustering(silo.Port, gateway.Port, serviceId: Service, clusterId: options.Cluster);

        var address = database.ToNpgsql();
        return builder
            .Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.Cluster, Service))
            .Configure<ClusterMembershipOptions>(FailureDetection.Configure)
            .UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = ("Npgsql", address));
    }
}

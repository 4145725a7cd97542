using Experiments.Contracts.Grains;
using Experiments.Contracts.Settings;
using Experiments.Storage.Queries;

namespace Experiments.Changes.Clusters;

/// <summary>Selects the gateways of a cluster that are compatible with this program.</summary>
public static class Gateways
{
    /// <summary>Returns the addresses for clients, each <c>address:port</c>.</summary>
    /// <param name="cluster">The cluster's id.</param>
    /// <param name="silos">The live silos; at least one of them belongs to the cluster.</param>
    /// <exception cref="UserErrorException">All silos of the cluster have an incompatible version.</exception>
    public static IReadOnlyList<string> Select(string cluster, IEnumerable<LiveSilo> silos)
    {
        var members = silos.Where(silo => silo.Cluster == cluster).ToArray();
        var understood = members.Where(silo => silo.Protocol == Protocol.Number).Select(silo => silo.Gateway).ToArray();
        return understood.Length > 0
            ? understood
            : throw new UserErrorException(
                $"cluster '{cluster}' runs experiments {members[0].Version}, which does not understand this program, "
                + $"{ProductVersion.Name}: "
                + $"use experiments {members[0].Version} here, or restart its silos with this version");
    }
}

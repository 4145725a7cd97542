using Experiments.Contracts.Faults;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Settings;
using Experiments.Storage.Queries;

namespace Experiments.Client.Connecting;

/// <summary>The doors of a cluster that understand this program.</summary>
internal static class Gateways
{
    /// <summary>Where its clients connect, each <c>address:port</c>.</summary>
    /// <param name="cluster">Id of the cluster.</param>
    /// <param name="silos">Silos that live; at least one of them is the cluster's.</param>
    /// <exception cref="UserErrorException">All of its silos are of a version that speaks otherwise.</exception>
    public static IReadOnlyList<string> Select(string cluster, IEnumerable<LiveSilo> silos)
    {
        var members = silos.Where(silo => silo.Cluster == cluster).ToArray();
        var understood = members.Where(silo => silo.Protocol == Protocol.Number).Select(silo => silo.Gateway).ToArray();
        return understood.Length > 0
            ? understood
            : throw new UserErrorException(
                $"cluster '{cluster}' runs experiments {members[0].Version}, which does not understand this program, {ProductVersion.Name}: "
                + $"use experiments {members[0].Version} here, or stop its silos and start them anew with this version");
    }
}

using Experiments.Contracts.Grains;
using Experiments.Contracts.Settings;
using Experiments.Storage.Queries;

namespace Experiments.Silo.Hosting;

/// <summary>
/// Ensures that all silos of a cluster use the same protocol, since they call each other.
/// </summary>
internal static class SameProtocol
{
    /// <summary>Checks that all living silos of the cluster use the protocol of this program.</summary>
    /// <exception cref="UserErrorException">A living silo uses another protocol.</exception>
    public static async Task EnsureAsync(SiloQueries silos, string cluster)
    {
        var living = await silos.ListAsync();
        if (living.FirstOrDefault(silo => silo.Cluster == cluster && silo.Protocol != Protocol.Number) is { } other)
            throw new UserErrorException(
                $"cluster '{cluster}' has node '{other.Node}' with experiments {other.Version}, which does not "
                + "understand this program, "
                + $"{ProductVersion.Name}: stop its silos first (their trials keep their checkpoints), or use the "
                + "version that it has");
    }
}

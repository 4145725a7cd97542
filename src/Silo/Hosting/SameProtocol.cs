using Experiments.Contracts.Faults;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Settings;
using Experiments.Storage.Queries;

namespace Experiments.Silo.Hosting;

/// <summary>Silos of one cluster call each other: those that would misunderstand a newcomer keep it out.</summary>
internal static class SameProtocol
{
    /// <summary>Makes sure that no silo of the cluster that lives speaks another protocol.</summary>
    /// <exception cref="UserErrorException">One does.</exception>
    public static async Task EnsureAsync(SiloQueries silos, string cluster)
    {
        var living = await silos.ListAsync();
        if (living.FirstOrDefault(silo => silo.Cluster == cluster && silo.Protocol != Protocol.Number) is { } other)
            throw new UserErrorException(
                $"cluster '{cluster}' has node '{other.Node}' with experiments {other.Version}, which does not understand this program, "
                + $"{ProductVersion.Name}: stop its silos first (their trials keep their checkpoints), or use the version that it has");
    }
}

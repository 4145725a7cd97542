using System.Collections.Immutable;
using Experiments.Contracts.Ports.Persistence;

namespace Experiments.Grains.Reachability;

/// <summary>
/// Decides which silos leave a cluster in which some silos cannot reach each other, although the database hears all of
/// them: the one that is cut off from the most silos, of several the youngest, until all that are left reach each
/// other. Every silo that decides from the same reports decides the same. See docs/adr/0046.
/// </summary>
internal static class PartitionRule
{
    /// <summary>Returns the silos that must leave.</summary>
    /// <param name="silos">The living silos and which others they cannot reach. A path counts as cut if either side
    /// says so.</param>
    public static ImmutableHashSet<string> Leaving(IReadOnlyCollection<SiloReach> silos)
    {
        var cuts = silos.ToDictionary(silo => silo.Silo, _ => new HashSet<string>());
        foreach (var silo in silos)
        {
            foreach (var other in silo.Unreached.Where(cuts.ContainsKey))
            {
                cuts[silo.Silo].Add(other);
                cuts[other].Add(silo.Silo);
            }
        }

        var leaving = ImmutableHashSet.CreateBuilder<string>();
        while (cuts.Values.Any(cut => cut.Count > 0))
        {
            var next = cuts.MaxBy(silo => (silo.Value.Count, Generation(silo.Key), silo.Key)).Key;
            foreach (var other in cuts[next]) cuts[other].Remove(next);
            cuts.Remove(next);
            leaving.Add(next);
        }

        return leaving.ToImmutable();
    }

    // The generation of a silo grows with the time at which it started.
    private static int Generation(string silo) => SiloAddress.FromParsableString(silo).Generation;
}

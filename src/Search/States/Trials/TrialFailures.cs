using System.Collections.Immutable;

namespace Experiments.Search.States.Trials;

/// <summary>Where attempts of a trial failed, and how many of them were not the trial's fault.</summary>
/// <param name="Nodes">
/// The nodes on which attempts failed, each once, the latest last, at most <see cref="MostNodes"/>.
/// </param>
/// <param name="Spared">How many attempts ended by a fault of their nodes or devices and cost no restart.</param>
public sealed record TrialFailures(ImmutableArray<string> Nodes, int Spared)
{
    /// <summary>The number of nodes that are remembered for each trial.</summary>
    public const int MostNodes = 16;

    /// <summary>
    /// How many faults of nodes or devices cost a trial no restart. A trial that meets one wherever it goes may be
    /// their cause; further ones are charged, so that it does not begin for ever.
    /// </summary>
    public const int MostSpared = 3;

    /// <summary>Returns these failures and one more on a node.</summary>
    internal static TrialFailures With(TrialFailures? before, string node, int? spared)
    {
        var nodes = (before?.Nodes ?? []).Remove(node).Add(node);
        return new(nodes.Length > MostNodes ? nodes.RemoveAt(0) : nodes, spared ?? before?.Spared ?? 0);
    }
}

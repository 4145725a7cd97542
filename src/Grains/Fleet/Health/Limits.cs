using System.Collections.Immutable;

namespace Experiments.Grains.Fleet.Health;

/// <summary>How far a node is used now.</summary>
/// <param name="IsClosed">Whether nothing may be granted on it.</param>
/// <param name="IsDoubted">Whether it is in doubt, and used for one attempt at a time.</param>
/// <param name="ClosedGpus">The GPUs on which nothing may be granted.</param>
/// <param name="DoubtedGpus">The GPUs that are in doubt.</param>
internal sealed record Limits(
    bool IsClosed, bool IsDoubted, ImmutableHashSet<string> ClosedGpus, ImmutableHashSet<string> DoubtedGpus)
{
    /// <summary>No limits.</summary>
    public static Limits None { get; } = new(false, false, [], []);

    /// <summary>Whether the node is used without limits.</summary>
    public bool AreNone => ReferenceEquals(this, None);

    /// <summary>Returns whether a device is in doubt.</summary>
    public bool Doubt(string device) => IsDoubted || DoubtedGpus.Contains(device);

    /// <summary>Returns whether nothing may be granted on a device.</summary>
    public bool Close(string device) => IsClosed || ClosedGpus.Contains(device);
}

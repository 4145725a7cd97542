namespace Experiments.Storage.Model;

/// <summary>A node that a user has drained: its silos accept no more work until it is undrained.</summary>
internal sealed class DrainedNode
{
    /// <summary>The cluster that the node belongs to.</summary>
    public required string Cluster { get; init; }

    /// <summary>The name of the node.</summary>
    public required string Node { get; init; }

    /// <summary>The time at which it was drained, by the database's clock.</summary>
    public DateTimeOffset At { get; init; }
}

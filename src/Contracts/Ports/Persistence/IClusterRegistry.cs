namespace Experiments.Contracts.Ports.Persistence;

/// <summary>Which silos live, in which clusters, and where to reach them. Times are the database's own clock.</summary>
public interface IClusterRegistry
{
    /// <summary>Says that a silo lives. Called every <see cref="SiloBeat.Interval"/>.</summary>
    Task BeatAsync(SiloBeat beat, CancellationToken cancel);

    /// <summary>
    /// Says that a silo ends in order. When none of its cluster is left, the cluster's sweeps may be adopted at once.
    /// </summary>
    Task LeaveAsync(string silo, CancellationToken cancel);

    /// <summary>Whether a silo has ended in order; false for one that lives, was lost, or was never heard of.</summary>
    Task<bool> HasLeftAsync(string silo, CancellationToken cancel);

    /// <summary>
    /// Gives <paramref name="cluster"/> the unfinished sweeps of clusters of which no silo has been heard of for
    /// <see cref="SiloBeat.Lifetime"/>, or whose silos have all left.
    /// </summary>
    /// <returns>Ids of the sweeps that changed hands.</returns>
    Task<IReadOnlyList<string>> AdoptOrphansAsync(string cluster, CancellationToken cancel);

    /// <summary>
    /// Gives <paramref name="cluster"/> one sweep under the same conditions, also one that has ended: somebody wants it to go on there.
    /// </summary>
    /// <returns>Whether the sweep changed hands.</returns>
    Task<bool> AdoptAsync(string sweep, string cluster, CancellationToken cancel);
}

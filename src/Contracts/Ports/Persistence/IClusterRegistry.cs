namespace Experiments.Contracts.Ports.Persistence;

/// <summary>
/// The silos that are alive, their clusters and their addresses. Times are those of the database's clock.
/// </summary>
public interface IClusterRegistry
{
    /// <summary>Records that a silo is alive. Called every <see cref="SiloBeat.Interval"/>.</summary>
    /// <returns>Whether a user has drained its node, see <see cref="DrainAsync"/>.</returns>
    Task<bool> BeatAsync(SiloBeat beat, CancellationToken cancel);

    /// <summary>
    /// Drains a node, or ends that: its silos, now and after a restart, accept no work until it is undrained.
    /// </summary>
    /// <param name="cluster">The cluster of the node.</param>
    /// <param name="node">The name of the node. Nothing need be alive under this name.</param>
    /// <param name="drained">Whether the node is drained from now on.</param>
    /// <param name="cancel">Cancels the call.</param>
    /// <returns>Whether this changed anything.</returns>
    Task<bool> DrainAsync(string cluster, string node, bool drained, CancellationToken cancel);

    /// <summary>Returns whether a user has drained a node.</summary>
    Task<bool> IsDrainedAsync(string cluster, string node, CancellationToken cancel);

    /// <summary>
    /// Returns the silos of a cluster that were heard from within <see cref="SiloBeat.Lifetime"/> and have not left.
    /// </summary>
    Task<IReadOnlyList<SiloReach>> ListReachAsync(string cluster, CancellationToken cancel);

    /// <summary>
    /// Records that a silo shuts down cleanly. Once no silo of its cluster is left, other clusters may adopt its sweeps
    /// at once.
    /// </summary>
    Task LeaveAsync(string silo, CancellationToken cancel);

    /// <summary>Whether a silo has shut down cleanly; false for one that is alive, was lost, or is unknown.</summary>
    Task<bool> HasLeftAsync(string silo, CancellationToken cancel);

    /// <summary>
    /// Gives <paramref name="cluster"/> the unfinished sweeps of clusters whose silos have all left or have not been
    /// heard from for <see cref="SiloBeat.Lifetime"/>.
    /// </summary>
    /// <returns>The ids of the adopted sweeps.</returns>
    Task<IReadOnlyList<string>> AdoptOrphansAsync(string cluster, CancellationToken cancel);

    /// <summary>
    /// Gives <paramref name="cluster"/> one sweep under the same conditions, even if the sweep has ended, so that a
    /// user can continue it there.
    /// </summary>
    /// <returns>Whether the sweep was adopted.</returns>
    Task<bool> AdoptAsync(string sweep, string cluster, CancellationToken cancel);
}

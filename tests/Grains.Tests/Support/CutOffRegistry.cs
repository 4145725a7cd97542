using Experiments.Contracts.Ports.Persistence;

namespace Experiments.Grains.Tests.Support;

/// <summary>A registry that lists no silos any more once its database is cut off.</summary>
internal sealed class CutOffRegistry(IClusterRegistry inner) : IClusterRegistry
{
    private int _listed;

    public bool IsCutOff { get; set; }

    /// <summary>How often the silos were listed.</summary>
    public int Listed => Volatile.Read(ref _listed);

    public async Task<IReadOnlyList<SiloReach>> ListReachAsync(string cluster, CancellationToken cancel)
    {
        if (IsCutOff) throw new IOException("The database does not answer.");
        var silos = await inner.ListReachAsync(cluster, cancel);
        Interlocked.Increment(ref _listed);
        return silos;
    }

    public Task<bool> BeatAsync(SiloBeat beat, CancellationToken cancel) => inner.BeatAsync(beat, cancel);

    public Task<bool> DrainAsync(string cluster, string node, bool drained, CancellationToken cancel) =>
        inner.DrainAsync(cluster, node, drained, cancel);

    public Task<bool> IsDrainedAsync(string cluster, string node, CancellationToken cancel) =>
        inner.IsDrainedAsync(cluster, node, cancel);

    public Task LeaveAsync(string silo, CancellationToken cancel) => inner.LeaveAsync(silo, cancel);

    public Task<bool> HasLeftAsync(string silo, CancellationToken cancel) => inner.HasLeftAsync(silo, cancel);

    public Task<IReadOnlyList<string>> AdoptOrphansAsync(string cluster, CancellationToken cancel) =>
        inner.AdoptOrphansAsync(cluster, cancel);

    public Task<bool> AdoptAsync(string sweep, string cluster, CancellationToken cancel) =>
        inner.AdoptAsync(sweep, cluster, cancel);
}

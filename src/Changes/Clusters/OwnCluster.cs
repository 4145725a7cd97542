using Experiments.Contracts.Grains;

namespace Experiments.Changes.Clusters;

/// <summary>The cluster that this process is a silo of.</summary>
/// <param name="id">The id of the cluster.</param>
/// <param name="grains">Its grains.</param>
public sealed class OwnCluster(string id, IGrainFactory grains) : ISweepCluster
{
    /// <summary>The id of the cluster.</summary>
    public string Id => id;

    /// <inheritdoc/>
    public ISweepGrain Sweep(string id) => grains.GetGrain<ISweepGrain>(id);

    /// <summary>Does nothing: the process stays in its cluster.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

using Experiments.Contracts.Grains;

namespace Experiments.Changes.Clusters;

/// <summary>A cluster whose sweeps can be called.</summary>
public interface ISweepCluster : IAsyncDisposable
{
    /// <summary>Returns the grain of the sweep with this id.</summary>
    ISweepGrain Sweep(string id);
}

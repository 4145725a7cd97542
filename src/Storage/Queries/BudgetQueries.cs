using Experiments.Contracts.Ports.Persistence;
using Experiments.Search.States;
using Experiments.Storage.Checkpoints;
using Experiments.Storage.Databases;
using Experiments.Storage.Sweeps;

namespace Experiments.Storage.Queries;

/// <summary>What sweeps have used of their budgets, which only their logs say.</summary>
/// <param name="database">The database.</param>
/// <param name="checkpoints">Where checkpoints are kept.</param>
public sealed class BudgetQueries(Database database, CheckpointOptions checkpoints)
{
    /// <summary>
    /// Returns what a sweep has used of its budget, or null if it has none: the time as last recorded, and the hours of
    /// devices until now.
    /// </summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="trained">The training time of all its trials together.</param>
    /// <param name="cancel">Cancels the request.</param>
    public async Task<Spending?> SpentAsync(SweepDetail sweep, TimeSpan trained, CancellationToken cancel)
    {
        if (sweep.Spec.Search.Budget is null) return null;
        var stored = new StoredSweep(
            sweep.Summary.Key, sweep.Summary.Id, sweep.Spec, sweep.Cluster, sweep.Summary.Status);
        var state = await new SweepStore(database, checkpoints).ReadStateAsync(stored, cancel);
        return state.Spending! with { DeviceHours = sweep.Spec.Resources.DeviceHours(trained) };
    }
}

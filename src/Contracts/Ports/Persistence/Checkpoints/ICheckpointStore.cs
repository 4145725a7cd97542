using Experiments.Contracts.Metrics;
using Experiments.Contracts.Sweeps;

namespace Experiments.Contracts.Ports.Persistence.Checkpoints;

/// <summary>Stores checkpoints where every node can read them. Waits while the database is unavailable.</summary>
public interface ICheckpointStore
{
    /// <summary>
    /// Saves a checkpoint whose metrics are already committed. The newest two of a trial are kept. Saving the same
    /// checkpoint again changes nothing.
    /// </summary>
    /// <returns>True, or false if a newer attempt has begun and the checkpoint was refused.</returns>
    Task<bool> SaveAsync(Checkpoint checkpoint, CancellationToken cancel);

    /// <summary>Returns the newest undamaged checkpoint of a trial, or null if there is none.</summary>
    Task<Checkpoint?> LoadLatestAsync(TrialId trial, CancellationToken cancel);

    /// <summary>
    /// Returns the committed point of a trial's metric at its newest step, or null if there is none. An attempt that
    /// continues from the last checkpoint needs the value measured before it.
    /// </summary>
    Task<MetricPoint?> LoadMetricAsync(TrialId trial, string metric, CancellationToken cancel);

    /// <summary>
    /// Summarizes the committed points of a trial's metric up to and including a step. An attempt that continues from a
    /// checkpoint needs to know how often the metric was measured before it.
    /// </summary>
    Task<MetricSummary> SummarizeMetricAsync(TrialId trial, string metric, long step, CancellationToken cancel);
}

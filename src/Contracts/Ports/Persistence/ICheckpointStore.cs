using Experiments.Contracts.Metrics;
using Experiments.Contracts.Sweeps;

namespace Experiments.Contracts.Ports.Persistence;

/// <summary>Keeps checkpoints where every node can read them. A database that is away is waited for.</summary>
public interface ICheckpointStore
{
    /// <summary>
    /// Saves a checkpoint whose metrics are committed already; the newest two of a trial are kept. Saving the same again
    /// changes nothing.
    /// </summary>
    /// <returns>False where a newer attempt has begun and the checkpoint was refused.</returns>
    Task<bool> SaveAsync(Checkpoint checkpoint, CancellationToken cancel);

    /// <summary>The newest undamaged checkpoint of a trial, or null.</summary>
    Task<Checkpoint?> LoadLatestAsync(TrialId trial, CancellationToken cancel);

    /// <summary>
    /// The committed point of a trial's metric at its newest step, or null where it has none: for who goes on from the last
    /// checkpoint, what was measured before it.
    /// </summary>
    Task<MetricPoint?> LoadMetricAsync(TrialId trial, string metric, CancellationToken cancel);

    /// <summary>
    /// What the committed points of a trial's metric come to, up to and with a step: for who goes on from a checkpoint and must
    /// know how often it was measured before it.
    /// </summary>
    Task<MetricSummary> SummarizeMetricAsync(TrialId trial, string metric, long step, CancellationToken cancel);
}

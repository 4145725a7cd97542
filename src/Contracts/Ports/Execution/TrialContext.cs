using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Workloads;

namespace Experiments.Contracts.Ports.Execution;

/// <summary>One attempt of one trial, as its workload sees it.</summary>
public sealed class TrialContext(TrialOrder order, ITrialHost host, Checkpoint? resume)
{
    /// <summary>Who this is and what it may use.</summary>
    public TrialOrder Order { get; } = order;

    /// <summary>Typed parameters, defaults filled in.</summary>
    public TrialParameters Parameters { get; } = order.Parameters;

    /// <summary>Where to go on from; null: from the start.</summary>
    public Checkpoint? Resume { get; } = resume;

    /// <summary>
    /// Reports the metrics of a step. Steps grow from one call to the next. Waits while the database is behind.
    /// </summary>
    /// <returns>
    /// What to do next. On <see cref="TrialSignal.SaveCheckpoint"/> a workload that cannot save goes on, is told at its
    /// next report whether to stop, and starts from the beginning if it is resumed.
    /// </returns>
    /// <exception cref="OperationCanceledException">The trial was told to stop before, and went on: let it
    /// pass.</exception>
    public ValueTask<TrialSignal> ReportAsync(
        long step, IEnumerable<KeyValuePair<string, double>> metrics, CancellationToken cancel = default) =>
        host.ReportAsync([.. metrics.Select(metric => new MetricPoint(metric.Key, step, metric.Value))], cancel);

    /// <summary>Saves a checkpoint, once everything reported before it is committed.</summary>
    /// <param name="step">The last reported step, or 0 if there is none.</param>
    /// <param name="data">All that is needed to resume; kept unchanged by the caller until this returns.</param>
    /// <param name="cancel">Gives up waiting for the database.</param>
    /// <returns><see cref="TrialSignal.Continue"/> or <see cref="TrialSignal.Stop"/>.</returns>
    /// <exception cref="OperationCanceledException">The trial was told to stop before, and went on: let it
    /// pass.</exception>
    public Task<TrialSignal> SaveCheckpointAsync(
        long step, ReadOnlyMemory<byte> data, CancellationToken cancel = default) =>
        host.SaveCheckpointAsync(step, data, cancel);
}

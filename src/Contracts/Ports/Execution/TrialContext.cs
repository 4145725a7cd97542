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
    /// Reports the metrics of a step. Steps grow by one call to the next. Waits while the database is behind.
    /// </summary>
    /// <returns>
    /// <see cref="TrialSignal.Stop"/>: nothing more is wanted of this attempt; return soon.
    /// <see cref="TrialSignal.Checkpoint"/>: early termination compares trials at this step; save one before anything else.
    /// Whoever cannot is told to stop at its next report, and begins anew where it is promoted.
    /// </returns>
    public ValueTask<TrialSignal> ReportAsync(
        long step, IEnumerable<KeyValuePair<string, double>> metrics, CancellationToken cancel = default) =>
        host.ReportAsync([.. metrics.Select(metric => new MetricPoint(metric.Key, step, metric.Value))], cancel);

    /// <summary>Saves a checkpoint, once everything reported before it is committed.</summary>
    /// <param name="step">The last reported step, or 0 where none was.</param>
    /// <param name="data">All that is needed to go on; kept by the caller unchanged until this returns.</param>
    /// <param name="cancel">Gives up waiting for the database.</param>
    /// <exception cref="OperationCanceledException">Nothing more is wanted of this attempt: let it pass.</exception>
    public Task SaveCheckpointAsync(long step, ReadOnlyMemory<byte> data, CancellationToken cancel = default) =>
        host.SaveCheckpointAsync(step, data, cancel);
}

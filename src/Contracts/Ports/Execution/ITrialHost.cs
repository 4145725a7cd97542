using System.Collections.Immutable;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence.Checkpoints;

namespace Experiments.Contracts.Ports.Execution;

/// <summary>Receives an attempt's reports and checkpoints. Called from the trainer's thread.</summary>
public interface ITrialHost
{
    /// <inheritdoc cref="Experiments.Workloads.TrialContext.ReportAsync"/>
    ValueTask<TrialSignal> ReportAsync(ImmutableArray<MetricPoint> points, CancellationToken cancel);

    /// <summary>
    /// Saves a checkpoint, as <see cref="Experiments.Workloads.TrialContext.SaveCheckpointAsync"/> does. The caller
    /// disposes the content.
    /// </summary>
    Task<TrialSignal> SaveCheckpointAsync(long step, CheckpointContent data, CancellationToken cancel);
}

using System.Collections.Immutable;
using Experiments.Contracts.Metrics;

namespace Experiments.Contracts.Ports.Execution;

/// <summary>Receives an attempt's reports and checkpoints. Called from the trainer's thread.</summary>
public interface ITrialHost
{
    /// <inheritdoc cref="Experiments.Workloads.TrialContext.ReportAsync"/>
    ValueTask<TrialSignal> ReportAsync(ImmutableArray<MetricPoint> points, CancellationToken cancel);

    /// <inheritdoc cref="Experiments.Workloads.TrialContext.SaveCheckpointAsync"/>
    Task<TrialSignal> SaveCheckpointAsync(long step, ReadOnlyMemory<byte> data, CancellationToken cancel);
}

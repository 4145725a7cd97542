using System.Collections.Immutable;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence;

namespace Experiments.Contracts.Ports.Execution;

/// <summary>Where an attempt's reports and checkpoints go. Called from the trainer's thread.</summary>
public interface ITrialHost
{
    /// <inheritdoc cref="TrialContext.ReportAsync"/>
    ValueTask<TrialSignal> ReportAsync(ImmutableArray<MetricPoint> points, CancellationToken cancel);

    /// <inheritdoc cref="TrialContext.SaveCheckpointAsync"/>
    Task SaveCheckpointAsync(long step, ReadOnlyMemory<byte> data, CancellationToken cancel);

    /// <summary>The newest checkpoint of the trial, or null.</summary>
    Task<Checkpoint?> LoadCheckpointAsync(CancellationToken cancel);
}

using System.Diagnostics.CodeAnalysis;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Execution;

namespace Experiments.Training.Executors;

/// <summary>An attempt that this node runs: reports and checkpoints go to its host.</summary>
internal sealed class HostedTrial : TrialContext
{
    private readonly ITrialHost _host;

    /// <param name="order">What is run.</param>
    /// <param name="host">Where reports and checkpoints go.</param>
    [SetsRequiredMembers]
    public HostedTrial(TrialOrder order, ITrialHost host)
    {
        _host = host;
        SweepId = order.SweepId;
        Number = order.Trial.Number;
        Attempt = order.Attempt;
        Parameters = order.Parameters;
        Objective = order.Objective;
        Seed = order.Seed;
        Device = order.Device;
        Threads = order.Threads;
        CheckpointEveryEpochs = order.CheckpointEveryEpochs;
        Resume = order.Resume is { } checkpoint ? new(checkpoint.Step, checkpoint.Data) : null;
        // All of it is in memory now.
        order.Resume?.Content.Dispose();
    }

    /// <inheritdoc/>
    public override ValueTask<TrialSignal> ReportAsync(
        long step, IEnumerable<KeyValuePair<string, double>> metrics, CancellationToken cancel = default) =>
        _host.ReportAsync([.. metrics.Select(metric => new MetricPoint(metric.Key, step, metric.Value))], cancel);

    /// <inheritdoc/>
    public override Task<TrialSignal> SaveCheckpointAsync(
        long step, ReadOnlyMemory<byte> data, CancellationToken cancel = default) =>
        _host.SaveCheckpointAsync(step, data, cancel);
}

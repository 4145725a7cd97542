using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Execution;

namespace Experiments.Grains.Tests.Support;

/// <summary>One attempt that a scripted executor runs.</summary>
internal sealed class ScriptedRun(string silo, TrialOrder order, ITrialHost host, CancellationToken interrupted)
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Silo { get; } = silo;

    public TrialOrder Order { get; } = order;

    public int Trial => Order.Trial.Number;

    public int Attempt => Order.Attempt;

    public CancellationToken Interrupted { get; } = interrupted;

    /// <summary>Lets a held attempt continue.</summary>
    public void Release() => _released.TrySetResult();

    /// <summary>Makes a held attempt throw.</summary>
    public void Fail(Exception failure) => _released.TrySetException(failure);

    /// <summary>Waits to be released or interrupted.</summary>
    public Task HoldAsync() => _released.Task.WaitAsync(Interrupted);

    /// <summary>Waits to be released, and ignores interruptions.</summary>
    public Task HoldDeafAsync() => _released.Task;

    /// <summary>Reports the objective.</summary>
    public ValueTask<TrialSignal> ReportAsync(long step, double value) =>
        host.ReportAsync([new MetricPoint("val_accuracy", step, value)], Interrupted);

    /// <summary>Reports another metric.</summary>
    public ValueTask<TrialSignal> ReportAsync(string metric, long step, double value) =>
        host.ReportAsync([new MetricPoint(metric, step, value)], Interrupted);

    public Task<TrialSignal> SaveCheckpointAsync(long step) =>
        host.SaveCheckpointAsync(step, new byte[] { 1 }, Interrupted);
}

using Experiments.Grains.Reachability;

namespace Experiments.Grains.Tests.Support;

/// <summary>Records why a silo would leave, and keeps it.</summary>
internal sealed class RecordedRestart : ISiloRestart
{
    private readonly TaskCompletionSource<string> _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the reason.</summary>
    public Task<string> Left => _left.Task;

    // The process of a silo does not return from this.
    public Task LeaveAsync(string reason)
    {
        _left.TrySetResult(reason);
        return new TaskCompletionSource().Task;
    }
}

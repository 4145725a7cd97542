namespace Experiments.Contracts.Faults;

/// <summary>
/// The exception for a step that another activation of the same sweep has already written. The caller reloads the sweep
/// or gives up.
/// </summary>
public sealed class SweepConflictException(int sweepKey, long seq)
    : Exception($"Step {seq} of sweep {sweepKey} was written by another activation.");

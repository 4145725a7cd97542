namespace Experiments.Contracts.Faults;

/// <summary>
/// Another activation of the same sweep has written a step since. The caller reloads the sweep or gives up.
/// </summary>
public sealed class SweepConflictException(int sweepKey, long seq)
    : Exception($"Step {seq} of sweep {sweepKey} was written by another activation.");

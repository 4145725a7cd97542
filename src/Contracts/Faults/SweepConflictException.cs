namespace Experiments.Contracts.Faults;

/// <summary>Another activation of the same sweep has decided since; whoever sees this reloads or stands down.</summary>
public sealed class SweepConflictException(int sweepKey, long seq)
    : Exception($"Step {seq} of sweep {sweepKey} was written by another activation.");

namespace Experiments.Search.States;

/// <summary>The meaning of sweep statuses.</summary>
public static class SweepStatuses
{
    /// <summary>Whether a sweep has ended; it continues only if a user extends it.</summary>
    public static bool IsFinal(this SweepStatus status) =>
        status is SweepStatus.Completed or SweepStatus.Failed or SweepStatus.Stopped or SweepStatus.Cancelled;
}

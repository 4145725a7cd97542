
namespace Experiments.Search.States;

/// <summary>What statuses of sweeps mean.</summary>
public static class SweepStatuses
{
    /// <summary>Whether a sweep has ended; only a person who extends it lets it go on.</summary>
    public static bool IsFinal(this SweepStatus status) =>
        status is SweepStatus.Completed or SweepStatus.Failed or SweepStatus.Stopped or SweepStatus.Cancelled;
}

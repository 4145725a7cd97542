namespace Experiments.Search.States;

/// <summary>The meaning of trial statuses.</summary>
public static class TrialStatuses
{
    /// <summary>Whether a trial never leaves the status.</summary>
    public static bool IsFinal(this TrialStatus status) =>
        status is TrialStatus.Completed or TrialStatus.Pruned or TrialStatus.Failed or TrialStatus.Cancelled;
}

namespace Experiments.Storage.Model;

/// <summary>The number of trials of a sweep by status.</summary>
public sealed record TrialCounts(
    long Total, long Running, long Waiting, long Paused, long Completed, long Pruned, long Failed, long Cancelled)
{
    /// <summary>The number of trials with a final status.</summary>
    public long Ended => Completed + Pruned + Failed + Cancelled;
}

namespace Experiments.Storage.Queries;

/// <summary>How many trials of a sweep are where.</summary>
public sealed record TrialCounts(
    long Total, long Running, long Waiting, long Paused, long Completed, long Pruned, long Failed, long Cancelled)
{
    /// <summary>Trials that will not change any more.</summary>
    public long Ended => Completed + Pruned + Failed + Cancelled;
}

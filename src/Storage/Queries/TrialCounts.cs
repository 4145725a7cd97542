namespace Experiments.Storage.Queries;

/// <summary>How many trials of a sweep are where.</summary>
public sealed record TrialCounts(long Total, long Running, long Waiting, long Completed, long Failed, long Cancelled)
{
    /// <summary>Trials that will not change any more.</summary>
    public long Ended => Completed + Failed + Cancelled;
}

namespace Experiments.Storage.Model;

/// <summary>
/// The number of trials of a sweep by stored status, and their training time, which triggers keep current, so that no
/// query of a sweep reads all of its trials. Only PostgreSQL has such rows.
/// </summary>
internal sealed class SweepCounts
{
    public int SweepKey { get; init; }

    public long Running { get; init; }

    public long Waiting { get; init; }

    public long Paused { get; init; }

    public long Completed { get; init; }

    public long Pruned { get; init; }

    public long Failed { get; init; }

    public long Cancelled { get; init; }

    /// <summary>The training time of all ended attempts of the trials, in seconds.</summary>
    public double TrainedSeconds { get; init; }
}

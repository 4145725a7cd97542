namespace Experiments.ApiClient.Sweeps;

/// <summary>A sweep, as in a list.</summary>
public sealed record Sweep
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>The name, which is not unique.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The status: <c>preparing</c>, <c>running</c>, <c>stopping</c>, <c>cancelling</c>, <c>completed</c>,
    /// <c>failed</c>, <c>stopped</c> or <c>cancelled</c>. A later version of the server may have others.
    /// </summary>
    public required string Status { get; init; }

    /// <summary>The reason for the status, or null if there is none.</summary>
    public string? Reason { get; init; }

    /// <summary>What the sweep waits for, or null if it does not wait or has ended.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>The number of trials by status.</summary>
    public required TrialCounts Trials { get; init; }

    /// <summary>The maximum number of trials, or null if there is no limit.</summary>
    public int? RunCap { get; init; }

    /// <summary>
    /// How many trials may run at a time, as a user limited the sweep, or null if its specification decides.
    /// </summary>
    public int? LimitedTo { get; init; }

    /// <summary>The name of the objective; empty if there is none.</summary>
    public required string Metric { get; init; }

    /// <summary>Whether the objective is minimized or maximized.</summary>
    public required Goal Goal { get; init; }

    /// <summary>The number of the best completed trial, or null if there is none.</summary>
    public int? BestTrial { get; init; }

    /// <summary>The objective of the best completed trial, or null if there is none.</summary>
    public double? BestObjective { get; init; }

    /// <summary>How far the best trial is outside of the sweep's limits, or null if it keeps them.</summary>
    public double? BestViolation { get; init; }

    /// <summary>The number of trials that ended per minute, or null before the sweep started.</summary>
    public double? TrialsPerMinute { get; init; }

    /// <summary>The time of submission, by the database's clock.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The time from which on trials could begin, or null before that.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The time at which the sweep ended, or null if it has not ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The seconds from the start to the end or to now, or null before the start.</summary>
    public double? ElapsedSeconds { get; init; }

    /// <summary>The time at which the sweep was archived, or null if it was not.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>The tags, sorted.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What a person wrote about the sweep, or null if there is no note.</summary>
    public string? Note { get; init; }

    /// <summary>Whether the sweep has ended.</summary>
    public bool HasEnded => FinishedAt is not null;
}

using Experiments.Search.States;

namespace Experiments.Storage.Model;

/// <summary>The summary of a sweep, as in a list.</summary>
public sealed record SweepSummary
{
    // The columns of Trials: EF Core does not map a complex type to a view.
    private readonly long _trials;
    private readonly long _running;
    private readonly long _waiting;
    private readonly long _paused;
    private readonly long _completed;
    private readonly long _pruned;
    private readonly long _failed;
    private readonly long _cancelled;

    /// <summary>The key in the database.</summary>
    public required int Key { get; init; }

    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>The name, which is not unique.</summary>
    public required string Name { get; init; }

    /// <summary>The status.</summary>
    public required SweepStatus Status { get; init; }

    /// <summary>The reason for the status, or null if there is none.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// What the sweep waits for, such as <c>a node</c> or <c>a node of pool 'h200' with cpu: 1, gpu: 1</c>; if some of
    /// its trials run, what the others wait for. The view knows only of sweeps of which no trial runs, and not of nodes
    /// that are full, as commands do. Null if it does not wait, or has ended.
    /// </summary>
    public string? WaitsFor { get; init; }

    /// <summary>
    /// The number of trials by status. Trials that were running on a node that is dead count as waiting.
    /// </summary>
    public required TrialCounts Trials
    {
        get => new(_trials, _running, _waiting, _paused, _completed, _pruned, _failed, _cancelled);
        init => (_trials, _running, _waiting, _paused, _completed, _pruned, _failed, _cancelled) =
            (value.Total, value.Running, value.Waiting, value.Paused, value.Completed, value.Pruned, value.Failed,
                value.Cancelled);
    }

    /// <summary>The maximum number of trials, or null if there is no limit.</summary>
    public int? RunCap { get; init; }

    /// <summary>
    /// How many trials may run at a time, as a user limited the sweep, or null if its specification decides.
    /// </summary>
    public int? LimitedTo { get; init; }

    /// <summary>The name of the objective.</summary>
    public required string Metric { get; init; }

    /// <summary>Whether the objective is minimized or maximized.</summary>
    public required Goal Goal { get; init; }

    /// <summary>The number of the best completed trial, or null if there is none.</summary>
    public int? BestTrial { get; init; }

    /// <summary>The objective of the best completed trial, or null if there is none.</summary>
    public double? BestObjective { get; init; }

    /// <summary>How far the best trial is outside of the sweep's limits; null if it keeps them.</summary>
    public double? BestViolation { get; init; }

    /// <summary>The number of ended trials per minute since the sweep started, or null before that.</summary>
    public double? TrialsPerMinute { get; init; }

    /// <summary>The time of submission, by the database's clock.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The time from which on trials could begin, or null before that.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The time at which the sweep ended, or null if it has not ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>
    /// The time from the start to the end or to now, by the database's clock. Null before the start.
    /// </summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>The time at which the sweep was archived, or null if it was not.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>What a person wrote about the sweep, or null if there is no note.</summary>
    public string? Note { get; init; }

    /// <summary>The tags, sorted and separated by commas, or null if there are none.</summary>
    public string? Tags { get; init; }
}

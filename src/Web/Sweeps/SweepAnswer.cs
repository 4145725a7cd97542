using Experiments.Search.States;
using Experiments.Storage.Model;

namespace Experiments.Web.Sweeps;

/// <summary>A sweep, as in a list.</summary>
internal sealed record SweepAnswer
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>The name, which is not unique.</summary>
    public required string Name { get; init; }

    /// <summary>The status.</summary>
    public required SweepStatus Status { get; init; }

    /// <summary>The reason for the status, or null if there is none.</summary>
    public required string? Reason { get; init; }

    /// <summary>What the sweep waits for, or null if it does not wait or has ended.</summary>
    public required string? WaitsFor { get; init; }

    /// <summary>The number of trials by status.</summary>
    public required TrialCounts Trials { get; init; }

    /// <summary>The maximum number of trials, or null if there is no limit.</summary>
    public required int? RunCap { get; init; }

    /// <summary>
    /// How many trials may run at a time, as a user limited the sweep, or null if its specification decides.
    /// </summary>
    public required int? LimitedTo { get; init; }

    /// <summary>The name of the objective; empty if there is none.</summary>
    public required string Metric { get; init; }

    /// <summary>Whether the objective is minimized or maximized.</summary>
    public required Goal Goal { get; init; }

    /// <summary>The number of the best completed trial, or null if there is none.</summary>
    public required int? BestTrial { get; init; }

    /// <summary>The objective of the best completed trial, or null if there is none.</summary>
    public required double? BestObjective { get; init; }

    /// <summary>How far the best trial is outside of the sweep's limits, or null if it keeps them.</summary>
    public required double? BestViolation { get; init; }

    /// <summary>The number of trials that ended per minute, or null before the sweep started.</summary>
    public required double? TrialsPerMinute { get; init; }

    /// <summary>The time of submission, by the database's clock.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The time from which on trials could begin, or null before that.</summary>
    public required DateTimeOffset? StartedAt { get; init; }

    /// <summary>The time at which the sweep ended, or null if it has not ended.</summary>
    public required DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The seconds from the start to the end or to now, or null before the start.</summary>
    public required double? ElapsedSeconds { get; init; }

    /// <summary>The time at which the sweep was archived, or null if it was not.</summary>
    public required DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>The tags, sorted.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>What a person wrote about the sweep, or null if there is no note.</summary>
    public required string? Note { get; init; }

    /// <summary>Returns the answer without what changes as time passes.</summary>
    public SweepAnswer WithoutClock() => this with { ElapsedSeconds = null, TrialsPerMinute = null };

    /// <summary>Creates the answer.</summary>
    public static SweepAnswer Of(SweepSummary sweep) => new()
    {
        Id = sweep.Id,
        Name = sweep.Name,
        Status = sweep.Status,
        Reason = sweep.Reason,
        WaitsFor = sweep.WaitsFor,
        Trials = sweep.Trials,
        RunCap = sweep.RunCap,
        LimitedTo = sweep.LimitedTo,
        Metric = sweep.Metric,
        Goal = sweep.Goal,
        BestTrial = sweep.BestTrial,
        BestObjective = sweep.BestObjective,
        BestViolation = sweep.BestViolation,
        TrialsPerMinute = sweep.TrialsPerMinute,
        CreatedAt = sweep.CreatedAt,
        StartedAt = sweep.StartedAt,
        FinishedAt = sweep.FinishedAt,
        ElapsedSeconds = sweep.Elapsed?.TotalSeconds,
        ArchivedAt = sweep.ArchivedAt,
        Tags = sweep.Tags?.Split(',') ?? [],
        Note = sweep.Note,
    };
}

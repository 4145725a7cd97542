using Experiments.Search.States;
using Experiments.Storage.Queries;

namespace Experiments.Web.Trials;

/// <summary>A trial.</summary>
internal sealed record TrialAnswer
{
    /// <summary>The number within the sweep, from 0.</summary>
    public required int Trial { get; init; }

    /// <summary>The status. A trial that was running on a node that is dead is waiting.</summary>
    public required TrialStatus Status { get; init; }

    /// <summary>
    /// The final objective of a completed trial, or the objective at the last rung of a trial that was stopped early.
    /// Null for all other trials.
    /// </summary>
    public required double? Objective { get; init; }

    /// <summary>
    /// How far the trial is outside of the sweep's limits: the sum over its constraints of the excess as a share of the
    /// limit. Null if it keeps all of them, if there are none, or if it is not known yet.
    /// </summary>
    public required double? Violation { get; init; }

    /// <summary>
    /// The values of all objectives in the order of the sweep file if the sweep has several and all are known;
    /// otherwise empty. The first is the objective.
    /// </summary>
    public required IReadOnlyList<double> Objectives { get; init; }

    /// <summary>Whether no other trial dominates it in a sweep with several objectives.</summary>
    public required bool OnFront { get; init; }

    /// <summary>The newest value of the objective, or null if there is none.</summary>
    public required double? Latest { get; init; }

    /// <summary>The step of the newest value of the objective, or null if there is none.</summary>
    public required long? Step { get; init; }

    /// <summary>The number of the current or last attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>The number of failed attempts.</summary>
    public required int Restarts { get; init; }

    /// <summary>The seconds that all attempts trained, without the rests between them.</summary>
    public required double ElapsedSeconds { get; init; }

    /// <summary>The time at which the first attempt began, by the database's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The time at which the trial ended, or null if it has not ended.</summary>
    public required DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The node of the current or last attempt.</summary>
    public required string Node { get; init; }

    /// <summary>The reason why the trial failed or lost an attempt, or null if there is none.</summary>
    public required string? Cause { get; init; }

    /// <summary>Whether a person asked to keep its checkpoints.</summary>
    public required bool Pinned { get; init; }

    /// <summary>The parameters.</summary>
    public required Assignment Parameters { get; init; }

    /// <summary>
    /// The newest value of each metric, by name. In a list, only that of the metric by which the list is sorted.
    /// </summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>
    /// In the list of the best trials, what the completed trials with the same parameters and other seeds achieve
    /// together; null if there are none, and in other lists.
    /// </summary>
    public RepeatsAnswer? Repeats { get; init; }

    /// <summary>Creates the answer.</summary>
    public static TrialAnswer Of(TrialSummary trial) => new()
    {
        Trial = trial.Number,
        Status = trial.Status,
        Objective = trial.Objective,
        Violation = trial.Violation,
        Objectives = trial.Objectives,
        OnFront = trial.OnFront,
        Latest = trial.Latest,
        Step = trial.Step,
        Attempt = trial.Attempt,
        Restarts = trial.Restarts,
        ElapsedSeconds = trial.Elapsed.TotalSeconds,
        StartedAt = trial.StartedAt,
        FinishedAt = trial.FinishedAt,
        Node = trial.Node,
        Cause = trial.Cause,
        Pinned = trial.Pinned,
        Parameters = trial.Assignment,
        Metrics = trial.Metrics,
    };
}

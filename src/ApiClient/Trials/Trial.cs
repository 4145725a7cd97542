namespace Experiments.ApiClient.Trials;

/// <summary>A trial.</summary>
public sealed record Trial
{
    /// <summary>The number within the sweep, from 0.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("trial")]
    public required int Number { get; init; }

    /// <summary>
    /// The status: <c>running</c>, <c>waiting</c>, <c>paused</c>, <c>completed</c>, <c>pruned</c>, <c>failed</c> or
    /// <c>cancelled</c>. A trial that was running on a node that is dead is waiting. A later version of the server may
    /// have others.
    /// </summary>
    public required string Status { get; init; }

    /// <summary>
    /// The final objective of a completed trial, or the objective at the last rung of a trial that was stopped early.
    /// Null for all other trials.
    /// </summary>
    public double? Objective { get; init; }

    /// <summary>
    /// How far the trial is outside of the sweep's limits: the sum over its constraints of the excess as a share of the
    /// limit. Null if it keeps all of them, if there are none, or if it is not known yet.
    /// </summary>
    public double? Violation { get; init; }

    /// <summary>
    /// The values of all objectives in the order of the sweep file if the sweep has several and all are known;
    /// otherwise empty. The first is <see cref="Objective"/>.
    /// </summary>
    public IReadOnlyList<double> Objectives { get; init; } = [];

    /// <summary>Whether no other trial dominates it in a sweep with several objectives.</summary>
    public bool OnFront { get; init; }

    /// <summary>The newest value of the objective, which may be NaN or infinite, or null if there is none.</summary>
    public double? Latest { get; init; }

    /// <summary>The step of the newest value of the objective, or null if there is none.</summary>
    public long? Step { get; init; }

    /// <summary>The number of the current or last attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>The number of failed attempts.</summary>
    public int Restarts { get; init; }

    /// <summary>The seconds that all attempts trained, without the rests between them.</summary>
    public required double ElapsedSeconds { get; init; }

    /// <summary>The time at which the first attempt began, by the database's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The time at which the trial ended, or null if it has not ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The node of the current or last attempt.</summary>
    public required string Node { get; init; }

    /// <summary>The reason why the trial failed or lost an attempt, or null if there is none.</summary>
    public string? Cause { get; init; }

    /// <summary>Whether a person asked to keep its checkpoints.</summary>
    public bool Pinned { get; init; }

    /// <summary>The parameters.</summary>
    public required Assignment Parameters { get; init; }

    /// <summary>
    /// The newest value of each metric, by name. In a list, only that of the metric by which the list is sorted.
    /// </summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();
}

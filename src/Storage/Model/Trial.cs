using System.ComponentModel.DataAnnotations.Schema;
using System.Text.Json;
using Experiments.Search.States;

namespace Experiments.Storage.Model;

/// <summary>A trial of a sweep: one assignment of values to parameters.</summary>
public sealed class Trial
{
    /// <summary>The key: the sweep's key in the upper 32 bits and <see cref="Number"/> in the lower.</summary>
    public long Id { get; init; }

    /// <summary>The key of the sweep.</summary>
    public int SweepKey { get; init; }

    /// <summary>The number within the sweep, from 0.</summary>
    public int Number { get; init; }

    /// <summary>
    /// The stored status. A trial that was running on a node that has died stays <see cref="TrialStatus.Running"/> here
    /// until another node continues it; see <see cref="TrialState.Status"/>.
    /// </summary>
    public TrialStatus Status { get; init; }

    /// <summary>The number of the current or last attempt, from 1.</summary>
    public int Attempt { get; init; }

    /// <summary>The number of failed attempts.</summary>
    public int Restarts { get; init; }

    /// <summary>The node of that attempt.</summary>
    public required string Node { get; init; }

    /// <summary>The parameters and their values, a JSON object in the order of the sweep file.</summary>
    public required string Assignment { get; init; }

    /// <summary>The parameters, for typed access. Not for the conditions of a query.</summary>
    [NotMapped]
    public TrialParameters Parameters => field ??= ParameterText.Read(Assignment);

    /// <summary>
    /// The final objective of a completed trial, or the objective at the last rung of a trial that was stopped early.
    /// Always finite; null for all other trials.
    /// </summary>
    public double? Objective { get; init; }

    /// <summary>
    /// How far the trial is outside of the sweep's limits: the sum over its constraints of the excess as a share of the
    /// limit. Null if it keeps all of them, if there are none, or if it is not known yet.
    /// </summary>
    public double? Violation { get; init; }

    /// <summary>
    /// The values of all objectives in the order of the sweep file, a JSON array, if the sweep has several; otherwise
    /// null. The first is <see cref="Objective"/>.
    /// </summary>
    public string? Objectives { get; init; }

    /// <summary>
    /// The values of <see cref="Objectives"/>; empty if it is null. Not for the conditions of a query.
    /// </summary>
    [NotMapped]
    public IReadOnlyList<double> ObjectiveValues =>
        field ??= Objectives is null ? [] : JsonSerializer.Deserialize<double[]>(Objectives)!;

    /// <summary>Whether no other trial dominates it in a sweep with several objectives.</summary>
    public bool OnFront { get; init; }

    /// <summary>The reason why the trial failed or lost an attempt, or null if there is none.</summary>
    public string? Cause { get; init; }

    /// <summary>The time at which the row was added, by the database's clock.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The time at which the first attempt began, by the database's clock.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>The time at which the trial ended, or null if it has not ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The training time of the attempts that have ended, in seconds.</summary>
    public double TrainedSeconds { get; init; }

    /// <summary>The time at which the running attempt began, or null if none is running.</summary>
    public DateTimeOffset? AttemptStartedAt { get; init; }

    /// <summary>Whether a person asked to keep its checkpoint and curves whatever is deleted otherwise.</summary>
    public bool Pinned { get; init; }

    /// <summary>
    /// <see cref="Assignment"/> as <c>jsonb</c>, whose values are found without reading the others. PostgreSQL computes
    /// it; SQLite has no such column.
    /// </summary>
    internal string ParameterValues { get; private init; } = "";

    /// <summary>Whether the curves are packed. Always false in SQLite.</summary>
    internal bool Packed { get; init; }
}

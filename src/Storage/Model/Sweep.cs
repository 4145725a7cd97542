using Experiments.Search.States;

namespace Experiments.Storage.Model;

/// <summary>A sweep: one submitted sweep file.</summary>
public sealed class Sweep
{
    /// <summary>The key, which the database assigns.</summary>
    public int Key { get; init; }

    /// <summary>The id, which is unique in all databases.</summary>
    public required string Id { get; init; }

    /// <summary>The name, which several sweeps can share.</summary>
    public required string Name { get; init; }

    /// <summary>The description in the sweep file, or null if there is none.</summary>
    public string? Description { get; init; }

    /// <summary>The specification as submitted: a JSON object.</summary>
    public required string Spec { get; init; }

    /// <summary>The name of the workload.</summary>
    public required string Workload { get; init; }

    /// <summary>The name of the dataset, or null if the workload has none.</summary>
    public string? Dataset { get; init; }

    /// <summary>The search method.</summary>
    public required string Method { get; init; }

    /// <summary>The name of the objective.</summary>
    public required string Metric { get; init; }

    /// <summary>Whether the objective is minimized or maximized.</summary>
    public Goal Goal { get; init; }

    /// <summary>The maximum number of trials, or null if there is no limit.</summary>
    public int? RunCap { get; init; }

    /// <summary>
    /// How many trials may run at a time, as a user limited the sweep, or null if its specification decides.
    /// </summary>
    public int? LimitedTo { get; init; }

    /// <summary>
    /// The number of the trial that <c>best_trials</c> names, if trials were repeated, or null for the best single
    /// trial.
    /// </summary>
    public int? Leader { get; init; }

    /// <summary>The cluster that runs the sweep, or ran it last.</summary>
    public required string Cluster { get; init; }

    /// <summary>The status.</summary>
    public SweepStatus Status { get; init; }

    /// <summary>The reason for the status, or null if there is none.</summary>
    public string? Reason { get; init; }

    /// <summary>The versions and settings of its run, a JSON object, or null before it is prepared.</summary>
    public string? Provenance { get; init; }

    /// <summary>The version of the search algorithms that decide it.</summary>
    public int SearchVersion { get; init; }

    /// <summary>The time of submission, by the database's clock.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The time from which on trials could begin, or null before that.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The time at which the sweep ended, or null if it has not ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The time at which the sweep was archived, or null if lists show it.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>What a person wrote about the sweep, or null if there is no note.</summary>
    public string? Note { get; init; }

    /// <summary>
    /// The time from which on the sweep is being deleted, or null. Views and lists do not show it then.
    /// </summary>
    public DateTimeOffset? DeletingAt { get; init; }
}

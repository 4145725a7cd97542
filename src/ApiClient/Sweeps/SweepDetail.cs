using System.Text.Json;

namespace Experiments.ApiClient.Sweeps;

/// <summary>A sweep with what was asked of it, without its trials.</summary>
public sealed record SweepDetail
{
    /// <summary>The sweep, as in a list.</summary>
    public required Sweep Sweep { get; init; }

    /// <summary>
    /// The specification: the sweep file with all defaults filled in, in the format in which it is stored. Values of
    /// environment variables that look like secrets are replaced by references.
    /// </summary>
    public required JsonElement Spec { get; init; }

    /// <summary>Who submitted the sweep, or null if that was not recorded.</summary>
    public string? Owner { get; init; }

    /// <summary>The cluster that runs the sweep, or ran it last.</summary>
    public required string Cluster { get; init; }

    /// <summary>The versions and settings of its run, or null if it is not prepared yet.</summary>
    public Provenance? Provenance { get; init; }

    /// <summary>The seconds that all trials trained together, without their rests.</summary>
    public required double TrainedSeconds { get; init; }

    /// <summary>The names of the metrics that its first trials have reported, sorted.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>What the sweep has used of its budget, or null if it has none.</summary>
    public BudgetUse? Spent { get; init; }
}

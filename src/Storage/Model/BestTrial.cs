using System.ComponentModel.DataAnnotations.Schema;

namespace Experiments.Storage.Model;

/// <summary>
/// The best trial of a sweep: completed, with a finite objective; of equal ones, the one with the lower number. Trials
/// that keep the sweep's limits come before all others, and of these the one that is least outside.
/// </summary>
public sealed class BestTrial
{
    /// <summary>The id of the sweep.</summary>
    public required string Sweep { get; init; }

    /// <summary>The name of the sweep.</summary>
    public required string Name { get; init; }

    /// <summary>The number of the trial.</summary>
    public int Trial { get; init; }

    /// <summary>The objective.</summary>
    public double Objective { get; init; }

    /// <summary>The name of the objective.</summary>
    public required string Metric { get; init; }

    /// <summary>Whether the objective is minimized or maximized.</summary>
    public Goal Goal { get; init; }

    /// <summary>The newest value of the metric <c>test_accuracy</c>, or null if there is none.</summary>
    public double? TestAccuracy { get; init; }

    /// <summary>The parameters and their values, a JSON object in the order of the sweep file.</summary>
    public required string Assignment { get; init; }

    /// <summary>The parameters, for typed access. Not for the conditions of a query.</summary>
    [NotMapped]
    public TrialParameters Parameters => field ??= ParameterText.Read(Assignment);

    /// <summary>The number of the attempt that completed.</summary>
    public int Attempt { get; init; }

    /// <summary>The time at which the first attempt began, by the database's clock.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>The time at which the trial ended, by the database's clock.</summary>
    public DateTimeOffset FinishedAt { get; init; }

    /// <summary>The training time of all attempts, without the pauses between them, in seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>How far the trial is outside of the sweep's limits; null if it keeps them.</summary>
    public double? Violation { get; init; }
}

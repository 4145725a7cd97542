namespace Experiments.Storage.Model;

/// <summary>
/// The value of a parameter of a trial. A trial has one row for each of its parameters, so a conditional parameter that
/// it does not have gives no row.
/// </summary>
public sealed class ParameterRow
{
    /// <summary>The key of the trial.</summary>
    public long TrialId { get; init; }

    /// <summary>The id of the sweep.</summary>
    public required string Sweep { get; init; }

    /// <summary>The name of the sweep.</summary>
    public required string Name { get; init; }

    /// <summary>The number of the trial.</summary>
    public int Trial { get; init; }

    /// <summary>
    /// The final objective of a completed trial, or the objective at the last rung of a trial that was stopped early.
    /// Always finite; null for all other trials.
    /// </summary>
    public double? Objective { get; init; }

    /// <summary>The name of the parameter.</summary>
    public required string Parameter { get; init; }

    /// <summary>The value if it is a whole or real number; otherwise null.</summary>
    public double? Number { get; init; }

    /// <summary>
    /// The value as text: a text without quotation marks, anything else as in JSON (<c>0.01</c>, <c>true</c>,
    /// <c>[128, 64]</c>). Null if the value is null.
    /// </summary>
    public string? Text { get; init; }
}

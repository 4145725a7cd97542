using Experiments.Search.Spaces;
using Experiments.Search.States;

namespace Experiments.Storage.Queries;

/// <summary>One trial in a list.</summary>
public sealed record TrialSummary
{
    /// <summary>Its number within the sweep.</summary>
    public required int Number { get; init; }

    /// <summary>Where it is in its life; waiting where its node is dead.</summary>
    public required TrialStatus Status { get; init; }

    /// <summary>The attempt that trains, or trained last.</summary>
    public required int Attempt { get; init; }

    /// <summary>Attempts that failed.</summary>
    public required int Restarts { get; init; }

    /// <summary>The node of that attempt.</summary>
    public required string Node { get; init; }

    /// <summary>Its parameters.</summary>
    public required Assignment Assignment { get; init; }

    /// <summary>
    /// The newest step that it reported the objective for, an epoch for built-in workloads; null before the first.
    /// </summary>
    public long? Step { get; init; }

    /// <summary>The objective at that step; may be NaN or infinite.</summary>
    public double? Latest { get; init; }

    /// <summary>The final objective, finite; null unless completed, or stopped early: then it is that at its last rung.</summary>
    public double? Objective { get; init; }

    /// <summary>Why it failed, or lost an attempt.</summary>
    public string? Cause { get; init; }

    /// <summary>When its first attempt began, by the database's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Time that its attempts have trained, without its rests between them, by the database's clock.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>
    /// The newest value of each of its metrics, by name. A list has only that of the metric it is sorted by, if any.
    /// </summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();
}

using Experiments.Search.States;
using Experiments.Storage.Ingest;
using Experiments.Storage.Model;

namespace Experiments.Storage.Queries;

/// <summary>A trial with its state, the newest point of the objective, and that of a metric to sort by.</summary>
internal sealed class TrialRow
{
    public required Trial Trial { get; init; }

    public required TrialStatus Status { get; init; }

    public required double Seconds { get; init; }

    public long? Step { get; init; }

    public double? Value { get; init; }

    public short? Kind { get; init; }

    public double? SortValue { get; init; }

    public short? SortKind { get; init; }

    /// <summary>Creates the summary.</summary>
    /// <param name="sortMetric">The name of the metric to sort by, or null if there is none.</param>
    public TrialSummary Summarize(string? sortMetric) => new()
    {
        Number = Trial.Number,
        Status = Status,
        Attempt = Trial.Attempt,
        Restarts = Trial.Restarts,
        Node = Trial.Node,
        Assignment = Trial.Parameters.Assignment,
        Objective = Trial.Objective,
        Violation = Trial.Violation,
        Objectives = Trial.ObjectiveValues,
        OnFront = Trial.OnFront,
        Cause = Trial.Cause,
        Pinned = Trial.Pinned,
        StartedAt = Trial.StartedAt,
        FinishedAt = Trial.FinishedAt,
        Elapsed = TimeSpan.FromSeconds(Math.Max(0, Seconds)),
        Step = Step,
        Latest = Kind is { } kind ? MetricValue.Read(Value, kind) : null,
        Metrics = sortMetric is not null && SortKind is { } sorted
            ? new Dictionary<string, double> { [sortMetric] = MetricValue.Read(SortValue, sorted) }
            : [],
    };
}

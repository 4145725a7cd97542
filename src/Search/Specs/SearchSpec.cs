using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Experiments.Search.Spaces;

namespace Experiments.Search.Specs;

/// <summary>
/// Everything that decisions depend on besides the events: the same spec and the same events give the same decisions.
/// </summary>
public sealed record SearchSpec
{
    /// <summary>
    /// The version of the algorithms that decide, from <see cref="AlgorithmVersions.First"/> to
    /// <see cref="AlgorithmVersions.Newest"/>. Default: the first, which is the version of stored sweeps that do not
    /// name one; a sweep file that is read gets the newest.
    /// </summary>
    public int Version { get; init; } = AlgorithmVersions.First;

    /// <summary>The space that is searched.</summary>
    public required SearchSpace Space { get; init; }

    /// <summary>How assignments are proposed.</summary>
    public required SearchMethod Method { get; init; }

    /// <summary>The seed of every random choice. Default: 0.</summary>
    public long Seed { get; init; }

    /// <summary>Which objectives are better. Default: minimize.</summary>
    public Goal Goal { get; init; }

    /// <summary>
    /// The objectives besides the first, at least one. Trials then rank by the front that they are on: no trial of the
    /// first front is dominated by another. Default: none.
    /// </summary>
    public ImmutableArray<MetricGoal>? MoreObjectives { get; init; }

    /// <summary>
    /// The metrics of which each trial has a value besides its first objective: those with a limit, each once for each
    /// limit, then the further objectives.
    /// </summary>
    [JsonIgnore]
    public IEnumerable<string> OutcomeMetrics =>
        [.. (Constraints ?? []).Select(limit => limit.Metric), .. (MoreObjectives ?? []).Select(more => more.Metric)];

    /// <summary>
    /// The limits that trials are to keep, at least one; a trial that keeps all of them ranks before all that do not.
    /// Default: none.
    /// </summary>
    public ImmutableArray<OutcomeConstraint>? Constraints { get; init; }

    /// <summary>
    /// The objective at which the sweep ends, once a trial that keeps all limits completes with it or a better one.
    /// Default: none.
    /// </summary>
    public double? Target { get; init; }

    /// <summary>
    /// The number of trials in total without repeats, ≥ 1. Default: none; a grid then visits every point, and any other
    /// method runs until it is stopped.
    /// </summary>
    public int? RunCap { get; init; }

    /// <summary>
    /// The most trials of each assignment, ≥ 2, which differ in their seeds; the run cap and the budget of trials
    /// without a better one then count assignments. Default: none, so that each assignment is tried once.
    /// </summary>
    public int? Repeats { get; init; }

    /// <summary>
    /// Assignments of the space that are tried before any proposal, in this order; no more than the run cap. Default:
    /// none.
    /// </summary>
    public ImmutableArray<Assignment> Enqueue { get; init; } = [];

    /// <summary>
    /// The number of attempts that a trial may lose to failures before it counts as failed, ≥ 0. Default: 3.
    /// </summary>
    public int MaxRestarts { get; init; } = 3;

    /// <summary>The rule that stops trials before their budget ends. Default: none.</summary>
    public EarlyTermination? EarlyTermination { get; init; }

    /// <summary>What the sweep may use before it ends. Default: none.</summary>
    public SweepBudget? Budget { get; init; }
}

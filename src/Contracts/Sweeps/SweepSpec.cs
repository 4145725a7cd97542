using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Experiments.Search.Specs;

namespace Experiments.Contracts.Sweeps;

/// <summary>
/// The valid specification of a sweep: the search, the workload of each trial, and its resources. It is the content of
/// a sweep file with all defaults filled in and all aliases replaced.
/// </summary>
public sealed record SweepSpec
{
    /// <summary>The name; not unique. Default in a file: the file's name without its extension.</summary>
    public required string Name { get; init; }

    /// <summary>A description for people. Default: none.</summary>
    public string? Description { get; init; }

    /// <summary>The workload that each trial runs.</summary>
    public required WorkloadSpec Workload { get; init; }

    /// <summary>
    /// The name of the metric that is the objective; empty if there is none, and no trial ranks above another.
    /// </summary>
    public required string Metric { get; init; }

    /// <summary>
    /// Which of the metric's values is a trial's objective, wherever trials are compared. Default: the last one.
    /// </summary>
    public ObjectiveAt? ObjectiveAt { get; init; }

    /// <summary>Whether there is an objective.</summary>
    [JsonIgnore]
    public bool HasObjective => Metric.Length > 0;

    /// <summary>The search space, method, goal, seed and budget.</summary>
    public required SearchSpec Search { get; init; }

    /// <summary>
    /// The ids of other sweeps from whose trials the method learns before its first trial. A file may give names
    /// instead. Default: none.
    /// </summary>
    public ImmutableArray<string> WarmStart { get; init; } = [];

    /// <summary>The maximum number of trials that run at once, ≥ 1. Default: no limit.</summary>
    public int? MaxConcurrentTrials { get; init; }

    /// <summary>The resources that each trial needs.</summary>
    public ResourceSpec Resources { get; init; } = new();

    /// <summary>The number of epochs between checkpoints, ≥ 1. Default: 1.</summary>
    public int CheckpointEveryEpochs { get; init; } = 1;

    /// <summary>
    /// Which checkpoints are kept of trials that have ended, or null for all but those of trials that were stopped
    /// early, as in sweeps that were stored before there was a choice. Default in a file:
    /// <see cref="CheckpointKeep.Best"/> if there is an objective, otherwise <see cref="CheckpointKeep.Last"/>.
    /// </summary>
    public CheckpointKeep? KeepCheckpoints { get; init; }
}

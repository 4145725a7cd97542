using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Experiments.Search.Specs;

namespace Experiments.Contracts.Sweeps;

/// <summary>
/// One sweep as it was asked for, valid: what is searched, what each trial runs, and with what. It is what a sweep file
/// says, with every default filled in and every alias replaced.
/// </summary>
public sealed record SweepSpec
{
    /// <summary>What people call it; not unique. Default in a file: the file's name without its extension.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for, in a person's words. Default: none.</summary>
    public string? Description { get; init; }

    /// <summary>What each trial runs.</summary>
    public required WorkloadSpec Workload { get; init; }

    /// <summary>Name of the metric that is the objective; empty: there is none, and no trial is better than another.</summary>
    public required string Metric { get; init; }

    /// <summary>Whether there is an objective.</summary>
    [JsonIgnore]
    public bool HasObjective => Metric.Length > 0;

    /// <summary>Space, method, goal, seed and budget.</summary>
    public required SearchSpec Search { get; init; }

    /// <summary>
    /// Ids of other sweeps from whose trials the method learns before its first one; in a file, names will do. Default: none.
    /// </summary>
    public ImmutableArray<string> WarmStart { get; init; } = [];

    /// <summary>Most trials that run at once, ≥ 1. Default: none, whatever the fleet grants.</summary>
    public int? MaxConcurrentTrials { get; init; }

    /// <summary>What each trial needs of a node.</summary>
    public ResourceSpec Resources { get; init; } = new();

    /// <summary>A checkpoint is saved each time this many epochs are done, ≥ 1. Default: 1.</summary>
    public int CheckpointEveryEpochs { get; init; } = 1;
}

using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Workloads;

namespace Experiments.Contracts.Ports.Execution;

/// <summary>What an executor is asked to run.</summary>
public sealed record TrialOrder
{
    /// <summary>Id of the sweep.</summary>
    public required string SweepId { get; init; }

    /// <summary>Which trial.</summary>
    public required TrialId Trial { get; init; }

    /// <summary>Which attempt at it, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The checkpoint to resume from; null: from the start.</summary>
    public Checkpoint? Resume { get; init; }

    /// <summary>What to run.</summary>
    public required WorkloadSpec Workload { get; init; }

    /// <summary>Its parameters.</summary>
    public required TrialParameters Parameters { get; init; }

    /// <summary>Name of the metric that the trial is judged by; null: the sweep has no objective.</summary>
    public required string? Objective { get; init; }

    /// <summary>Name of the metric that rungs are measured in; null: the step of a report.</summary>
    public string? Clock { get; init; }

    /// <summary>Seed of the trial's randomness, unless its parameters name one.</summary>
    public required long Seed { get; init; }

    /// <summary>Where it computes: <c>cpu</c>, <c>cuda:0</c>, …</summary>
    public required string Device { get; init; }

    /// <summary>Threads that it computes with, ≥ 1.</summary>
    public required int Threads { get; init; }

    /// <summary>A checkpoint is due each time this many epochs are done, ≥ 1.</summary>
    public required int CheckpointEveryEpochs { get; init; }
}

using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;

namespace Experiments.Contracts.Ports.Execution;

/// <summary>The attempt that an executor runs.</summary>
public sealed record TrialOrder
{
    /// <summary>The id of the sweep.</summary>
    public required string SweepId { get; init; }

    /// <summary>The trial.</summary>
    public required TrialId Trial { get; init; }

    /// <summary>The number of the attempt, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>
    /// The checkpoint to resume from, or null to start from the beginning. Its content may be disposed once it has been
    /// read.
    /// </summary>
    public Checkpoint? Resume { get; init; }

    /// <summary>The workload to run.</summary>
    public required WorkloadSpec Workload { get; init; }

    /// <summary>The trial's parameters.</summary>
    public required TrialParameters Parameters { get; init; }

    /// <summary>The name of the metric that is the objective, or null if the sweep has none.</summary>
    public required string? Objective { get; init; }

    /// <summary>The name of the metric that rungs are measured in, or null for the step of a report.</summary>
    public string? Clock { get; init; }

    /// <summary>The seed of the trial's random numbers, unless its parameters contain one.</summary>
    public required long Seed { get; init; }

    /// <summary>The device to compute on: <c>cpu</c>, <c>cuda:0</c>, …</summary>
    public required string Device { get; init; }

    /// <summary>The share of the device's GPU that is reserved, from 0 to 1. Default: 0, for the CPU.</summary>
    public double GpuShare { get; init; }

    /// <summary>The number of threads to compute with, ≥ 1.</summary>
    public required int Threads { get; init; }

    /// <summary>The number of epochs between checkpoints, ≥ 1.</summary>
    public required int CheckpointEveryEpochs { get; init; }
}

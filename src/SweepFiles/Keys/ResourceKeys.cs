using System.Collections.Immutable;
using Experiments.Contracts.Sweeps;
using Experiments.SweepFiles.Rules;

namespace Experiments.SweepFiles.Keys;

/// <summary>The keys of <c>resources</c> and of <c>checkpoint</c>.</summary>
internal static class ResourceKeys
{
    public static readonly Key<double> Gpu = new("gpu", new GpuRule(), "0",
        "The share of one GPU that is reserved for a trial; 0: the CPU.");

    public static readonly Key<double> Cpu = new("cpu", new RealRule(above: 0, atMost: 4096), "1",
        "The number of CPU cores. Rounded up, it is the number of threads that a trial computes with.");

    public static readonly Key<string> Pool = new("pool", new TextRule(63), "default",
        "The pool of nodes that may run the trials.");

    public static readonly Key<long> Priority = new("priority", new WholeRule(-1_000_000, 1_000_000), "0",
        "Sweeps of a higher priority go first.");

    public static readonly Key<double> Weight = new("weight", new RealRule(above: 0, atMost: 1_000_000), "1",
        "The weight among sweeps of the same priority.");

    public static readonly ImmutableArray<Key> All = [Gpu, Cpu, Pool, Priority, Weight];

    public static readonly Key<long> EveryEpochs = new("every_epochs", new WholeRule(1, 1_000_000), "1",
        "The number of epochs between checkpoints.");

    public static readonly Key<CheckpointKeep> Keep = new("keep",
        new WordRule<CheckpointKeep>(
            ("best", CheckpointKeep.Best), ("last", CheckpointKeep.Last), ("all", CheckpointKeep.All)),
        "`best`, or `last` without a metric or with several",
        "Which checkpoints are kept of trials that have ended: the newest of the best trial, the newest of each "
        + "trial, or the newest two of each trial.");

    public static readonly ImmutableArray<Key> Checkpoint = [EveryEpochs, Keep];
}

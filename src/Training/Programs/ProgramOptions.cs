using System.Collections.Frozen;
using Experiments.Contracts.Ports.Persistence.Artifacts;

namespace Experiments.Training.Programs;

/// <summary>The options for running and ending programs.</summary>
public sealed record ProgramOptions
{
    /// <summary>The time between SIGTERM and SIGKILL. Default: 10 s.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The interval at which the memory of programs with a limit is checked. Default: 250 ms.</summary>
    public TimeSpan MemoryPause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// The time after which a note in a program's log says that its objective has not been printed yet. Default: 2 min.
    /// </summary>
    public TimeSpan ObjectivePatience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The interval at which event files of TensorBoard are read. Default: 500 ms.</summary>
    public TimeSpan EventPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The minimum time between two checkpoints of an attempt. Default: 1 s.</summary>
    public TimeSpan CheckpointPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The time for which lines of the log are collected before they are written. Default: 500 ms.</summary>
    public TimeSpan LogPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The maximum size of a checkpoint folder, in bytes. Default: 1 GiB.</summary>
    public long LargestCheckpoint { get; init; } = 1 << 30;

    /// <summary>The limits of the files that a trial's program leaves. Default: 1 GiB in 1,000 files.</summary>
    public ArtifactLimits Artifacts { get; init; } = ArtifactLimits.Default;

    /// <summary>
    /// The driver's name of each GPU by its device (<c>cuda:0</c>, …), for <c>CUDA_VISIBLE_DEVICES</c>. Default: none.
    /// A device without a name is called by its number.
    /// </summary>
    public FrozenDictionary<string, string> GpuNames { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>
    /// The folder for the folders of running trials. Default: the system's folder for temporary files.
    /// </summary>
    public string ScratchFolder { get; init; } = Path.GetTempPath();
}

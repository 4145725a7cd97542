namespace Experiments.Training.Programs;

/// <summary>How programs are run and ended.</summary>
public sealed record ProgramOptions
{
    /// <summary>Time between SIGTERM and SIGKILL. Default: 10 s.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the memory of programs that have a limit is looked at. Default: 250 ms.</summary>
    public TimeSpan MemoryPause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>A program that has not printed its objective by then is told so, in its log. Default: 2 min.</summary>
    public TimeSpan ObjectivePatience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Least time between two checkpoints of an attempt. Default: 1 s.</summary>
    public TimeSpan CheckpointPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time in which lines of the log are gathered before they are written. Default: 500 ms.</summary>
    public TimeSpan LogPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The most that a checkpoint folder may hold, in bytes. Default: 1 GiB.</summary>
    public long LargestCheckpoint { get; init; } = 1 << 30;

    /// <summary>Folder for the folders of trials that run. Default: the system's for temporary files.</summary>
    public string ScratchFolder { get; init; } = Path.GetTempPath();
}

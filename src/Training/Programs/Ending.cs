namespace Experiments.Training.Programs;

/// <summary>The reasons for ending a program before it ends by itself.</summary>
internal enum Ending
{
    /// <summary>
    /// The program's node leaves, or its sweep is cancelled. The program should save a checkpoint and end.
    /// </summary>
    Interrupted,

    /// <summary>The trial was told to stop.</summary>
    Stopped,

    /// <summary>The program has exceeded its time limit.</summary>
    TimeLimit,

    /// <summary>The program has exceeded its memory limit.</summary>
    MemoryLimit,

    /// <summary>The program's reports cannot be processed.</summary>
    Fault,
}

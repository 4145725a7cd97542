namespace Experiments.Training.Programs;

/// <summary>Why a program is ended before it ends by itself.</summary>
internal enum Ending
{
    /// <summary>Its node leaves, or its sweep is cancelled: it is to checkpoint and end.</summary>
    Interrupted,

    /// <summary>Nothing more is wanted of the trial.</summary>
    Stopped,

    /// <summary>It has run too long.</summary>
    TimeLimit,

    /// <summary>It holds too much memory.</summary>
    MemoryLimit,

    /// <summary>What it reports cannot be taken.</summary>
    Fault,
}

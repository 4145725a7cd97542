namespace Experiments.Contracts.Ports.Persistence;

/// <summary>The source of a part of a log. The numbers are stored.</summary>
public enum LogStream
{
    /// <summary>The program's standard output.</summary>
    Out = 0,

    /// <summary>The program's standard error.</summary>
    Error = 1,

    /// <summary>A note of the node about the program.</summary>
    Note = 2,
}

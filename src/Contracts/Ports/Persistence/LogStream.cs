namespace Experiments.Contracts.Ports.Persistence;

/// <summary>Who wrote a part of a log. The numbers are stored.</summary>
public enum LogStream
{
    /// <summary>The program, to its standard output.</summary>
    Out = 0,

    /// <summary>The program, to its standard error.</summary>
    Error = 1,

    /// <summary>The node, about the program.</summary>
    Note = 2,
}

namespace Experiments.Silo.Logs;

/// <summary>The least important events that are written to the log.</summary>
internal enum LogDetail
{
    /// <summary>Everything, with stack traces, and what Orleans and other libraries tell.</summary>
    Debug,

    /// <summary>What a person on call wants to have seen: what joined, began, ended, failed or was repaired.</summary>
    Info,

    /// <summary>What did not go as planned, even if it was repaired.</summary>
    Warn,

    /// <summary>What needs a person.</summary>
    Error,
}

namespace Experiments.Silo.Logs;

/// <summary>How the log is written.</summary>
internal enum LogFormat
{
    /// <summary>A line for each event: time, level, message.</summary>
    Text,

    /// <summary>An object for each event, in one line.</summary>
    Json,
}

using System.Globalization;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Terminals;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Experiments.Silo.Logs;

/// <summary>
/// Writes an event as a line: the time in UTC, the level, the category unless it is of this program, and the message,
/// with the first line of the exception's message if it has an exception.
/// </summary>
internal sealed class LineFormatter(IOptionsMonitor<LineFormatterOptions> options) : ConsoleFormatter(FormatName)
{
    /// <summary>The name under which the console logger finds the format.</summary>
    public const string FormatName = "line";

    /// <inheritdoc/>
    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var details = options.CurrentValue.Details;
        var time = options.CurrentValue.Time.GetUtcNow();
        textWriter.Write(time.ToString("yyyy-MM-dd HH:mm:ss.fff'Z' ", CultureInfo.InvariantCulture));
        textWriter.Write(Level(logEntry.LogLevel));
        if (details || !logEntry.Category.StartsWith("Experiments", StringComparison.Ordinal))
            textWriter.Write($"{logEntry.Category}: ");
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.Write(SafeText.InLine(message));
        if (logEntry.Exception is { } exception && !details)
            textWriter.Write($" {SafeText.InLine(Causes.FirstLine(exception.Message))}");
        textWriter.WriteLine();
        if (logEntry.Exception is not null && details)
            textWriter.WriteLine(SafeText.Escape(logEntry.Exception.ToString()));
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace ",
        LogLevel.Debug => "debug ",
        LogLevel.Information => "info  ",
        LogLevel.Warning => "warn  ",
        LogLevel.Error => "error ",
        _ => "fatal ",
    };
}

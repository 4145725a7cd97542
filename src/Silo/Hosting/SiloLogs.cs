using Experiments.Silo.Logs;
using Microsoft.Extensions.Logging.Console;

namespace Experiments.Silo.Hosting;

/// <summary>
/// Configures the log of the silo: the events of this program, and the errors of its libraries, on standard error.
/// </summary>
internal static class SiloLogs
{
    /// <summary>The events that the client of an attached silo shows itself.</summary>
    private const string Followed = "Experiments.Grains.Logs";

    /// <summary>Configures the log.</summary>
    public static void Configure(ILoggingBuilder logging, SiloOptions options)
    {
        var everything = options.Detail == LogDetail.Debug;
        logging.ClearProviders();
        AddFormat(logging, options, everything);
        logging.Services.Configure<ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(everything ? LogLevel.Information : LogLevel.Error);
        // The process itself reports a failed start in one sentence.
        logging.AddFilter("Microsoft.Extensions.Hosting", everything ? LogLevel.Information : LogLevel.None);
        // Orleans reports as errors that silos cannot be reached and that calls fail, which this program says itself;
        // and its retries under the name of the library that makes them.
        foreach (var library in (string[])["Orleans", "Polly"])
            logging.AddFilter(library, everything ? LogLevel.Information : LogLevel.Critical);
        logging.AddFilter("Experiments", options.Detail switch
        {
            LogDetail.Debug => LogLevel.Debug,
            LogDetail.Info => LogLevel.Information,
            LogDetail.Warn => LogLevel.Warning,
            _ => LogLevel.Error,
        });
        if (options.Attached && !everything) logging.AddFilter(Followed, LogLevel.None);
    }

    /// <summary>Writes a message with which this process ends or starts again, in the format of the log.</summary>
    public static void Write(SiloOptions options, string message)
    {
        using var logs = LoggerFactory.Create(logging => Configure(logging, options));
        Critical(logs.CreateLogger("Experiments.Silo"), message, null);
    }

    private static readonly Action<ILogger, string, Exception?> Critical =
        LoggerMessage.Define<string>(LogLevel.Critical, new EventId(1), "{Message}.");

    private static void AddFormat(ILoggingBuilder logging, SiloOptions options, bool everything)
    {
        if (options.Attached)
        {
            // The client reads it.
            logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.ColorBehavior = LoggerColorBehavior.Disabled;
            });
        }
        else if (options.Format == LogFormat.Json)
        {
            logging.AddJsonConsole(console =>
            {
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            });
        }
        else
        {
            logging.AddConsole(console => console.FormatterName = LineFormatter.FormatName);
            logging.AddConsoleFormatter<LineFormatter, LineFormatterOptions>(line => line.Details = everything);
        }
    }
}

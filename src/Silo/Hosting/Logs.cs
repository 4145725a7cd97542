using Microsoft.Extensions.Logging.Console;

namespace Experiments.Silo.Hosting;

/// <summary>
/// Configures the log of the silo: errors, and the messages of this program, one line each on standard error.
/// </summary>
internal static class Logs
{
    public static void Configure(ILoggingBuilder logging, SiloOptions options)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.ColorBehavior = LoggerColorBehavior.Disabled;
            console.TimestampFormat = options.Attached ? null : "HH:mm:ss ";
        });
        logging.Services.Configure<ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(options.Verbose ? LogLevel.Information : LogLevel.Error);
        // The process itself reports a failed start in one sentence.
        logging.AddFilter("Microsoft.Extensions.Hosting", options.Verbose ? LogLevel.Information : LogLevel.None);
        // It reports as an error that a silo cannot be reached, which this program says itself.
        logging.AddFilter(
            "Orleans.Runtime.GrainCallCancellationManager", options.Verbose ? LogLevel.Information : LogLevel.None);
        logging.AddFilter("Experiments", options.Verbose ? LogLevel.Debug : LogLevel.Information);
    }
}

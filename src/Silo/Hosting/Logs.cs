using Microsoft.Extensions.Logging.Console;

namespace Experiments.Silo.Hosting;

/// <summary>What the silo says of itself: warnings, and our own news, one line each on standard error.</summary>
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
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(options.Verbose ? LogLevel.Information : LogLevel.Error);
        // What stops a start is said in one sentence by the process itself.
        logging.AddFilter("Microsoft.Extensions.Hosting", options.Verbose ? LogLevel.Information : LogLevel.None);
        logging.AddFilter("Experiments", options.Verbose ? LogLevel.Debug : LogLevel.Information);
    }
}

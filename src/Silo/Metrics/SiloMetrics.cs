using OpenTelemetry.Metrics;

namespace Experiments.Silo.Metrics;

/// <summary>Exposes metrics to Prometheus: those of this program, of Orleans and of the runtime.</summary>
internal static class SiloMetrics
{
    /// <summary>Whether OpenTelemetry's environment variable disables it.</summary>
    private static bool IsDisabled => Environment.GetEnvironmentVariable("OTEL_SDK_DISABLED") == "true";

    public static void AddSiloMetrics(this IServiceCollection services)
    {
        if (IsDisabled) return;
        services.AddSingleton<TrialGauges>();
        services.AddSingleton<GpuGauges>();
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("Experiments", "Microsoft.Orleans")
            .AddRuntimeInstrumentation()
            // One point for each metric of each live trial. The default limit of 2,000 would merge the rest into one.
            .AddView("experiments.trial.metric", new MetricStreamConfiguration { CardinalityLimit = 100_000 })
            .AddPrometheusExporter(exporter => exporter.ScrapeResponseCacheDurationMilliseconds = 0));
    }

    public static void MapSiloMetrics(this WebApplication app)
    {
        if (IsDisabled) return;
        app.Services.GetRequiredService<TrialGauges>();
        app.Services.GetRequiredService<GpuGauges>();
        app.MapPrometheusScrapingEndpoint("/metrics");
    }
}

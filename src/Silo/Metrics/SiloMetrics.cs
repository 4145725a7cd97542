using Experiments.Silo.Metrics.Gpus;
using OpenTelemetry.Metrics;

namespace Experiments.Silo.Metrics;

/// <summary>What this silo exposes to Prometheus: our own meters, Orleans' and the runtime's.</summary>
internal static class SiloMetrics
{
    /// <summary>Whether OpenTelemetry's own variable for that turns it off.</summary>
    private static bool IsDisabled => Environment.GetEnvironmentVariable("OTEL_SDK_DISABLED") == "true";

    public static void AddSiloMetrics(this IServiceCollection services)
    {
        if (IsDisabled) return;
        services.AddSingleton<TrialGauges>();
        services.AddSingleton<GpuGauges>();
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("Experiments", "Microsoft.Orleans")
            .AddRuntimeInstrumentation()
            // A point for each metric of each live trial; the default of 2,000 would fold the rest into one.
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

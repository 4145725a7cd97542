using Experiments.Silo.Metrics.Gpus;
using OpenTelemetry.Metrics;

namespace Experiments.Silo.Metrics;

/// <summary>What this silo exposes to Prometheus: our own meters, Orleans' and the runtime's.</summary>
internal static class SiloMetrics
{
    public static void AddSiloMetrics(this IServiceCollection services)
    {
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
        app.Services.GetRequiredService<TrialGauges>();
        app.Services.GetRequiredService<GpuGauges>();
        app.MapPrometheusScrapingEndpoint("/metrics");
    }
}

using Experiments.Contracts.Tracing;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Experiments.Silo.Metrics;

/// <summary>Sends the traces of sweeps to a collector if OpenTelemetry's environment variables name one.</summary>
internal static class SiloTraces
{
    /// <summary>OpenTelemetry's environment variable for the address of the collector.</summary>
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddSiloTraces(this IServiceCollection services, string node)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Endpoint))) return;
        services.AddOpenTelemetry().WithTracing(traces => traces
            .ConfigureResource(resource => resource.AddService("experiments-silo", serviceInstanceId: node))
            .AddSource(SweepTrace.Source)
            .AddOtlpExporter());
    }
}

using Experiments.Client.Shells;
using Experiments.Contracts.Tracing;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Experiments.Client.Connecting;

/// <summary>Sends what a command does to a collector, where OpenTelemetry's own variables name one.</summary>
internal static class ClientTraces
{
    /// <summary>Begins to listen; disposing sends what is left. Null where there is no collector.</summary>
    public static IDisposable? Begin(Shell shell) =>
        string.IsNullOrEmpty(shell.Environment("OTEL_EXPORTER_OTLP_ENDPOINT"))
            ? null
            : Sdk.CreateTracerProviderBuilder()
                .ConfigureResource(resource => resource.AddService("experiments"))
                .AddSource(SweepTrace.Source)
                .AddOtlpExporter()
                .Build();
}

using System.Runtime.CompilerServices;
using Experiments.Client.Shells;
using Experiments.Contracts.Tracing;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Experiments.Client.Connecting;

/// <summary>Sends a command's traces to a collector, if OpenTelemetry's own environment variables name one.</summary>
internal static class ClientTraces
{
    /// <summary>
    /// Starts tracing. Disposing the returned object sends the remaining traces; it is null if there is no collector.
    /// </summary>
    public static IDisposable? Begin(Shell shell) =>
        string.IsNullOrEmpty(shell.Environment("OTEL_EXPORTER_OTLP_ENDPOINT"))
            ? null
            : Build();

    // Its assemblies are loaded with this method.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TracerProvider Build() =>
        Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => resource.AddService("experiments"))
            .AddSource(SweepTrace.Source)
            .AddOtlpExporter()
            .Build();
}

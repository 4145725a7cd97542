using System.Diagnostics.Metrics;
using Experiments.Grains.Nodes;
using Microsoft.Extensions.Options;

namespace Experiments.Silo.Metrics.Gpus;

/// <summary>Exposes the utilization and memory of this machine's GPUs, if it has any.</summary>
internal sealed class GpuGauges
{
    public GpuGauges(IMeterFactory factory, IOptions<NodeOptions> node)
        : this(factory, node, Nvml.TryOpen() is { } nvml ? nvml.Read : null)
    {
    }

    internal GpuGauges(IMeterFactory factory, IOptions<NodeOptions> node, Func<IEnumerable<GpuReading>>? read)
    {
        if (read is null) return;
        var meter = factory.Create("Experiments");
        Gauge("experiments.gpu.utilization", null, "Share of time in which a GPU computes, 0 to 1.",
            gpu => gpu.Utilization);
        Gauge("experiments.gpu.memory.used", "By", "Memory of a GPU that is in use.", gpu => gpu.MemoryUsed);
        Gauge("experiments.gpu.memory.total", "By", "Memory of a GPU.", gpu => gpu.MemoryTotal);

        void Gauge(string name, string? unit, string description, Func<GpuReading, double> value) =>
            meter.CreateObservableGauge(
                name,
                () => read().Select(gpu => new Measurement<double>(
                    value(gpu), [new("node", node.Value.Name), new("device", gpu.Device)])),
                unit, description);
    }
}

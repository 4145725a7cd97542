using System.Diagnostics.Metrics;
using Experiments.Grains.Nodes;
using Experiments.Silo.Gpus;
using Microsoft.Extensions.Options;

namespace Experiments.Silo.Metrics;

/// <summary>Exposes the utilization and memory of the GPUs that this node offers, if it has any.</summary>
internal sealed class GpuGauges
{
    public GpuGauges(IMeterFactory factory, IOptions<NodeOptions> node, OfferedGpus offered)
        : this(factory, node, offered.Gpus, uuid => offered.Nvml?.Read(uuid))
    {
    }

    internal GpuGauges(
        IMeterFactory factory, IOptions<NodeOptions> node, IReadOnlyCollection<Gpu> gpus,
        Func<string, GpuReading?> read)
    {
        if (gpus.Count == 0) return;
        var meter = factory.Create("Experiments");
        Gauge("experiments.gpu.utilization", null, "Share of time in which a GPU computes, 0 to 1.",
            (_, reading) => reading.Utilization);
        Gauge("experiments.gpu.memory.used", "By", "Memory of a GPU that is in use.",
            (_, reading) => reading.MemoryUsed);
        Gauge("experiments.gpu.memory.total", "By", "Memory of a GPU.", (gpu, _) => gpu.Memory);

        void Gauge(string name, string? unit, string description, Func<Gpu, GpuReading, double> value) =>
            meter.CreateObservableGauge(name, () => Measure(value), unit, description);

        IEnumerable<Measurement<double>> Measure(Func<Gpu, GpuReading, double> value) =>
            from gpu in gpus
            let reading = read(gpu.Uuid)
            where reading is not null
            select new Measurement<double>(
                value(gpu, reading.Value), new("node", node.Value.Name), new("device", gpu.Device),
                new("uuid", gpu.Uuid), new("model", gpu.Model));
    }
}

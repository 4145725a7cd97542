using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;

namespace Experiments.Grains.Nodes;

/// <summary>The metrics of what this node offers, and of how much of it is leased.</summary>
public sealed class NodeMeters(IMeterFactory factory, IOptions<NodeOptions> options)
{
    /// <summary>Publishes the metrics from now on.</summary>
    public void Show(NodeAgent node, NodeStanding standing)
    {
        var (name, pool) = (options.Value.Name, options.Value.Pool);
        var meter = factory.Create("Experiments");
        Gauge(
            "experiments.device.capacity", "What the node offers of a device: CPU cores, or 1 for a GPU.",
            use => use.Capacity);
        Gauge(
            "experiments.device.leased", "What attempts use of a device now, in the unit of its capacity.",
            use => use.Leased);
        meter.CreateObservableGauge(
            "experiments.node.draining",
            () => new Measurement<int>(node.IsDraining ? 1 : 0, [new("node", name), new("pool", pool)]),
            null, "1 while the node takes no more work because a user drained it or it is about to leave.");
        meter.CreateObservableGauge(
            "experiments.place.quarantined",
            () =>
            {
                var quarantined = standing.Quarantined.Select(place => place.Device ?? "all").ToHashSet();
                return node.Devices().Select(use => use.Device).Where(device => device != "cpu").Prepend("all")
                    .Select(place => new Measurement<int>(
                        quarantined.Contains(place) ? 1 : 0,
                        [new("node", name), new("pool", pool), new("device", place)]));
            },
            null, "1 while a GPU, or the whole node (all), is quarantined because trials keep failing there.");

        void Gauge(string instrument, string description, Func<DeviceUse, double> value) => meter.CreateObservableGauge(
            instrument,
            () => node.Devices().Select(use => new Measurement<double>(
                value(use), [new("node", name), new("pool", pool), new("device", use.Device)])),
            null, description);
    }
}

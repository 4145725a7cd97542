using System.Diagnostics.Metrics;
using Experiments.Grains.Nodes;
using Experiments.Silo.Metrics.Gpus;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Experiments.Silo.Tests.Metrics;

public sealed class GpuGaugesTests
{
    private readonly Dictionary<string, double> _seen = [];

    [Fact]
    public void Observe_TwoGpus_ShowsEachOfThem()
    {
        Observe(() => [new("cuda:0", 0.5, 1024, 4096), new("cuda:1", 0, 0, 4096)]);

        _seen["experiments.gpu.utilization cuda:0"].ShouldBe(0.5);
        _seen["experiments.gpu.memory.used cuda:0"].ShouldBe(1024);
        _seen["experiments.gpu.memory.total cuda:1"].ShouldBe(4096);
        _seen.Count.ShouldBe(6);
    }

    [Fact]
    public void Observe_NoGpus_ShowsNothing()
    {
        Observe(null);

        _seen.ShouldBeEmpty();
    }

    /// <summary>Uses the real library. On a machine without it, there are no readings and no errors.</summary>
    [Fact]
    public void Read_OfThisMachine_GivesSharesAndBytes()
    {
        foreach (var gpu in Nvml.TryOpen()?.Read() ?? [])
        {
            gpu.Utilization.ShouldBeInRange(0, 1);
            gpu.MemoryUsed.ShouldBeInRange(1, gpu.MemoryTotal);
        }
    }

    private void Observe(Func<IEnumerable<GpuReading>>? read)
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        _ = new GpuGauges(
            services.GetRequiredService<IMeterFactory>(), Options.Create(new NodeOptions { Name = "left" }), read);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name.StartsWith("experiments.gpu.")) self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            tags[0].ShouldBe(new("node", "left"));
            _seen[$"{instrument.Name} {tags[1].Value}"] = value;
        });
        listener.Start();
        listener.RecordObservableInstruments();
    }
}

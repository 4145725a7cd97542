using System.Diagnostics.Metrics;
using Experiments.Grains.Nodes;
using Experiments.Silo.Gpus;
using Experiments.Silo.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Experiments.Silo.Tests.Metrics;

public sealed class GpuGaugesTests
{
    private readonly Dictionary<string, double> _seen = [];

    [Fact]
    public void Observe_TwoGpusOfWhichOneAnswers_ShowsThatOne()
    {
        Observe([Gpu(0), Gpu(1)], uuid => uuid == "GPU-0" ? new(0.5, 1024) : null);

        _seen["experiments.gpu.utilization cuda:0 GPU-0 H200"].ShouldBe(0.5);
        _seen["experiments.gpu.memory.used cuda:0 GPU-0 H200"].ShouldBe(1024);
        _seen["experiments.gpu.memory.total cuda:0 GPU-0 H200"].ShouldBe(4096);
        _seen.Count.ShouldBe(3);
    }

    [Fact]
    public void Observe_NoGpus_ShowsNothing()
    {
        Observe([], _ => throw new InvalidOperationException("there is none to read"));

        _seen.ShouldBeEmpty();
    }

    private static Gpu Gpu(int number) => new($"cuda:{number}", $"GPU-{number}", "H200", 4096);

    private void Observe(IReadOnlyCollection<Gpu> gpus, Func<string, GpuReading?> read)
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        _ = new GpuGauges(
            services.GetRequiredService<IMeterFactory>(), Options.Create(new NodeOptions { Name = "left" }), gpus,
            read);
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
            _seen[$"{instrument.Name} {tags[1].Value} {tags[2].Value} {tags[3].Value}"] = value;
        });
        listener.Start();
        listener.RecordObservableInstruments();
    }
}

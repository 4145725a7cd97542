using System.Diagnostics.Metrics;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Grains.Sweeps;
using Experiments.Grains.Tests.Support;
using Experiments.Search.States;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Grains.Tests.Sweeps;

public sealed class SweepMetersTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly StoredSweep _sweep = new(1, "id", Specs.Of(10), "cluster", SweepStatus.Running);
    private readonly SweepMeters _meters;

    public SweepMetersTests() => _meters = new SweepMeters(_services.GetRequiredService<IMeterFactory>());

    public void Dispose() => _services.Dispose();

    [Fact]
    public void Observe_ASweepIsShown_HasASeriesForEachStatusOfATrial()
    {
        _meters.Show(_sweep, () => new SearchState { Completed = 3, Failed = 2, Proposals = 10 });

        var trials = Observe("experiments.trials").ToDictionary(series => series.Status!, series => series.Value);

        trials.Keys.ShouldBe(
            Enum.GetValues<TrialStatus>().Select(status => status.ToString().ToLowerInvariant()), ignoreOrder: true);
        (trials["completed"], trials["failed"], trials["running"]).ShouldBe((3, 2, 0));
    }

    [Fact]
    public void Observe_TheStateHasChanged_ShowsItAsItIsNow()
    {
        var state = new SearchState { Status = SweepStatus.Running, Proposals = 10 };
        _meters.Show(_sweep, () => state);
        Observe("experiments.sweep.demand").ShouldHaveSingleItem().Value.ShouldBe(10);

        state = state with { NextTrial = 4 };

        Observe("experiments.sweep.demand").ShouldHaveSingleItem().Value.ShouldBe(6);
    }

    [Fact]
    public void Observe_TheSweepIsHidden_ShowsNothingOfIt()
    {
        _meters.Show(_sweep, () => new SearchState());
        _meters.Hide(_sweep);

        Observe("experiments.trials").ShouldBeEmpty();
    }

    private List<(string? Status, long Value)> Observe(string name)
    {
        var seen = new List<(string?, long)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == name
                    && ReferenceEquals(instrument.Meter.Scope, _services.GetRequiredService<IMeterFactory>()))
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
            seen.Add((tags.ToArray().FirstOrDefault(tag => tag.Key == "status").Value as string, value)));
        listener.Start();
        listener.RecordObservableInstruments();
        return seen;
    }
}

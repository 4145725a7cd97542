using System.Diagnostics.Metrics;
using Experiments.Grains.Attempts;

namespace Experiments.Silo.Metrics;

/// <summary>Exposes the latest value of each metric of each live trial, and the trial's epoch.</summary>
internal sealed class TrialGauges
{
    public TrialGauges(IMeterFactory factory, TrialMeters trials)
    {
        var meter = factory.Create("Experiments");
        meter.CreateObservableGauge(
            "experiments.trial.metric", () => trials.Current().SelectMany(Metrics), null,
            "Latest value of a trial's metric.");
        meter.CreateObservableGauge(
            "experiments.trial.epoch", () => trials.Current().Select(Epoch), null, "Last step that a trial reported.");
    }

    private static IEnumerable<Measurement<double>> Metrics(LiveTrial trial) =>
        trial.Values.Select(value => new Measurement<double>(
            value.Value, [.. Tags(trial), new("metric", value.Key)]));

    private static Measurement<long> Epoch(LiveTrial trial) => new(trial.Epoch, Tags(trial));

    private static KeyValuePair<string, object?>[] Tags(LiveTrial trial) =>
        [new("sweep", trial.Sweep), new("sweep_id", trial.SweepId), new("trial", trial.Trial)];
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Search.States;

namespace Experiments.Grains.Sweeps;

/// <summary>
/// The metrics of sweeps. The gauges of a sweep are published by the silo that decides for it, while it does.
/// </summary>
internal sealed class SweepMeters
{
    private static readonly InstrumentAdvice<double> Latency =
        new() { HistogramBucketBoundaries = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300] };

    private readonly ConcurrentDictionary<string, (string Name, Func<SearchState> State)> _sweeps = new();
    private readonly Histogram<double> _decision;
    private readonly Histogram<double> _scheduling;
    private readonly Histogram<double> _placement;
    private readonly Counter<long> _attemptsLost;

    public SweepMeters(IMeterFactory factory)
    {
        var meter = factory.Create("Experiments");
        _decision = meter.CreateHistogram<double>(
            "experiments.decision.duration", "s",
            "Time from an event reaching a sweep to its decision being committed.",
            advice: Latency);
        _scheduling = meter.CreateHistogram<double>(
            "experiments.scheduling.duration", "s", "Time for which a sweep wanted a lease before it was granted one.",
            advice: Latency);
        _placement = meter.CreateHistogram<double>(
            "experiments.placement.duration", "s",
            "Time from a lease being granted to its attempt having started on the node.",
            advice: Latency);
        _attemptsLost = meter.CreateCounter<long>(
            "experiments.attempts.lost", null, "Attempts whose node was lost.");
        // A counter is exposed only after its first addition, and Prometheus sees no increase in a first value.
        _attemptsLost.Add(0);
        meter.CreateObservableGauge(
            "experiments.trials", () => Unfinished().SelectMany(Trials), null,
            "Trials of an unfinished sweep, by status.");
        meter.CreateObservableGauge(
            "experiments.sweep.demand", () => Unfinished().Select(Demand), null,
            "Attempts that would begin now if there were room.");
    }

    /// <summary>Publishes the gauges of a sweep until <see cref="Hide"/> is called.</summary>
    public void Show(StoredSweep sweep, Func<SearchState> state) => _sweeps[sweep.Id] = (sweep.Spec.Name, state);

    public void Hide(StoredSweep sweep) => _sweeps.TryRemove(sweep.Id, out _);

    public void Decided(TimeSpan after) => _decision.Record(after.TotalSeconds);

    public void Granted(TimeSpan after) => _scheduling.Record(after.TotalSeconds);

    public void Placed(TimeSpan after) => _placement.Record(after.TotalSeconds);

    public void AttemptLost() => _attemptsLost.Add(1);

    // Read each time: a sweep that has ended may be extended.
    private IEnumerable<KeyValuePair<string, (string Name, Func<SearchState> State)>> Unfinished() =>
        _sweeps.Where(sweep => !sweep.Value.State().IsFinal);

    private static IEnumerable<Measurement<long>> Trials(
        KeyValuePair<string, (string Name, Func<SearchState> State)> sweep)
    {
        var state = sweep.Value.State();
        yield return Of(TrialStatus.Running, state.Running.Count);
        yield return Of(TrialStatus.Waiting, state.Waiting.Count);
        yield return Of(TrialStatus.Paused, state.Paused.Count);
        yield return Of(TrialStatus.Completed, state.Completed);
        yield return Of(TrialStatus.Pruned, state.Pruned);
        yield return Of(TrialStatus.Failed, state.Failed);
        yield return Of(TrialStatus.Cancelled, state.Cancelled);

        Measurement<long> Of(TrialStatus status, long count) =>
            new(count, [.. Tags(sweep), new("status", status.ToString().ToLowerInvariant())]);
    }

    private static Measurement<long> Demand(KeyValuePair<string, (string Name, Func<SearchState> State)> sweep) =>
        new(sweep.Value.State().RemainingDemand, Tags(sweep));

    private static KeyValuePair<string, object?>[] Tags(
        KeyValuePair<string, (string Name, Func<SearchState> State)> sweep) =>
        [new("sweep", sweep.Value.Name), new("sweep_id", sweep.Key)];
}

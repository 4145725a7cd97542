using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Metrics;

namespace Experiments.Grains.Attempts;

/// <summary>The metrics of the attempts on this node.</summary>
internal sealed class AttemptMeters
{
    private static readonly KeyValuePair<string, object?>[] Outcomes =
        [OutcomeOf(null), .. Enum.GetValues<AttemptEnd>().Select(end => OutcomeOf(end))];

    private readonly Counter<long> _started;
    private readonly Counter<long> _ended;
    private readonly Counter<double> _samples;
    private readonly Histogram<double> _epoch;
    private readonly Histogram<double> _checkpoint;
    private readonly Histogram<long> _checkpointSize;

    public AttemptMeters(IMeterFactory factory)
    {
        var meter = factory.Create("Experiments");
        _started = meter.CreateCounter<long>("experiments.attempts.started", null, "Attempts that began on this node.");
        _ended = meter.CreateCounter<long>(
            "experiments.attempts.ended", null,
            "Attempts that ended on this node, by outcome; superseded: a newer attempt has begun.");
        _samples = meter.CreateCounter<double>(
            "experiments.samples", null, "Training examples that went through a model here.");
        // An epoch takes from a fraction of a second on the digits to hours on large datasets.
        _epoch = meter.CreateHistogram<double>(
            "experiments.epoch.duration", "s", "Time of one epoch, as the workload reports it.",
            advice: new() { HistogramBucketBoundaries = [0.1, 0.3, 1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000] });
        _checkpoint = meter.CreateHistogram<double>(
            "experiments.checkpoint.duration", "s", "Time to save a checkpoint, the metrics before it included.",
            advice: new() { HistogramBucketBoundaries = [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100] });
        _checkpointSize = meter.CreateHistogram<long>(
            "experiments.checkpoint.size", "By", "Size of a checkpoint.",
            advice: new()
            {
                HistogramBucketBoundaries = [1 << 10, 1 << 14, 1 << 17, 1 << 20, 1 << 23, 1 << 26, 1 << 29, 1 << 30],
            });
        // A counter is exposed only after its first addition, and Prometheus sees no increase in a first value.
        _started.Add(0);
        _samples.Add(0);
        foreach (var outcome in Outcomes) _ended.Add(0, outcome);
    }

    public void Started() => _started.Add(1);

    /// <param name="how">How the attempt ended, or null if a newer attempt of its trial has begun.</param>
    public void Ended(AttemptEnd? how) => _ended.Add(1, OutcomeOf(how));

    public void Reported(ImmutableArray<MetricPoint> points)
    {
        double seconds = 0, rate = 0;
        foreach (var point in points)
        {
            if (point.Metric == MetricNames.EpochSeconds) seconds = point.Value;
            else if (point.Metric == MetricNames.SamplesPerSecond) rate = point.Value;
        }

        if (!(double.IsFinite(seconds) && seconds > 0)) return;
        _epoch.Record(seconds);
        if (double.IsFinite(rate) && rate > 0) _samples.Add(seconds * rate);
    }

    private static KeyValuePair<string, object?> OutcomeOf(AttemptEnd? how) =>
        new("outcome", how?.ToString().ToLowerInvariant() ?? "superseded");

    public void Saved(long bytes, TimeSpan took)
    {
        _checkpoint.Record(took.TotalSeconds);
        _checkpointSize.Record(bytes);
    }
}

using System.Diagnostics.Metrics;

namespace Experiments.Storage.Telemetry;

/// <summary>The instruments of the metric writer, on the meter <c>Experiments</c>.</summary>
public sealed class StorageMetrics
{
    private readonly Counter<long> _written;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _refusedBatches;
    private readonly Counter<long> _retries;
    private readonly UpDownCounter<long> _queued;
    private readonly Histogram<double> _duration;

    /// <param name="meters">The factory of the meter.</param>
    public StorageMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Experiments");
        _written = meter.CreateCounter<long>(
            "experiments.storage.metric_rows", description: "Metric rows written to the database.");
        _refused = meter.CreateCounter<long>(
            "experiments.storage.refused_rows",
            description: "Metric rows refused because a newer attempt of their trial has begun.");
        _refusedBatches = meter.CreateCounter<long>(
            "experiments.storage.refused_batches",
            description: "Reports of metrics refused because a newer attempt of their trial has begun.");
        _retries = meter.CreateCounter<long>(
            "experiments.storage.retries",
            description: "Database operations retried after a transient failure.");
        _queued = meter.CreateUpDownCounter<long>(
            "experiments.storage.queued_rows", description: "Metric rows waiting to be written.");
        _duration = meter.CreateHistogram<double>(
            "experiments.storage.write", "s", "Duration of one transaction of metric rows.",
            advice: new()
            {
                HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
            });
        // A counter is exported from its first addition on, and Prometheus does not count a first value as an increase.
        foreach (var counter in new[] { _written, _refused, _refusedBatches, _retries }) counter.Add(0);
    }

    internal void Queued(int rows) => _queued.Add(rows);

    internal void Retried() => _retries.Add(1);

    internal void Refused(int rows)
    {
        _refusedBatches.Add(1);
        _refused.Add(rows);
    }

    internal void Wrote(int rows, TimeSpan took)
    {
        _written.Add(rows);
        _duration.Record(took.TotalSeconds);
    }
}

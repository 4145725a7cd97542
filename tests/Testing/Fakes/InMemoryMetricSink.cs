using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence;

namespace Experiments.Testing.Fakes;

/// <summary>An <see cref="IMetricSink"/> without a database: every batch is committed or refused at once.</summary>
public sealed class InMemoryMetricSink(InMemoryTables tables) : IMetricSink
{
    public ValueTask<Task<bool>> WriteAsync(MetricBatch batch, CancellationToken cancel)
    {
        lock (tables.Lock)
        {
            if (!tables.IsCurrent(batch.Trial, batch.Attempt)) return new(Task.FromResult(false));
            if (!tables.Metrics.TryGetValue(batch.Trial.Value, out var points))
                tables.Metrics[batch.Trial.Value] = points = new(Comparer<(string Metric, long Step)>.Create(Compare));
            foreach (var point in batch.Points) points[(point.Metric, point.Step)] = point.Value;
        }

        return new(Task.FromResult(true));
    }

    private static int Compare((string Metric, long Step) left, (string Metric, long Step) right) =>
        string.CompareOrdinal(left.Metric, right.Metric) is var order and not 0
            ? order
            : left.Step.CompareTo(right.Step);
}

using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;

namespace Experiments.Testing.Fakes;

/// <summary>An <see cref="ICheckpointStore"/> without a database.</summary>
public sealed class InMemoryCheckpointStore(InMemoryTables tables) : ICheckpointStore
{
    public Task<bool> SaveAsync(Checkpoint checkpoint, CancellationToken cancel)
    {
        lock (tables.Lock)
        {
            if (!tables.IsCurrent(checkpoint.Trial, checkpoint.Attempt)) return Task.FromResult(false);
            if (!tables.Checkpoints.TryGetValue(checkpoint.Trial.Value, out var kept))
                tables.Checkpoints[checkpoint.Trial.Value] = kept = [];
            kept[checkpoint.Step] = (checkpoint with { Content = checkpoint.Data.ToArray() }, false);
            foreach (var step in kept.Keys.SkipLast(2).ToList()) kept.Remove(step);
            return Task.FromResult(true);
        }
    }

    public Task<Checkpoint?> LoadLatestAsync(TrialId trial, CancellationToken cancel)
    {
        lock (tables.Lock)
        {
            return Task.FromResult(tables.Checkpoints.TryGetValue(trial.Value, out var kept)
                ? kept.Values.LastOrDefault(entry => !entry.Damaged).Checkpoint
                : null);
        }
    }

    public Task<MetricPoint?> LoadMetricAsync(TrialId trial, string metric, CancellationToken cancel)
    {
        var points = tables.ReadMetrics(trial).Where(point => point.Metric == metric);
        return Task.FromResult(points.Select(point => (MetricPoint?)point).LastOrDefault());
    }

    public Task<MetricSummary> SummarizeMetricAsync(TrialId trial, string metric, long step, CancellationToken cancel)
    {
        var points = tables.ReadMetrics(trial)
            .Where(point => point.Metric == metric && point.Step <= step && double.IsFinite(point.Value)).ToList();
        return Task.FromResult(points.Count == 0
            ? new MetricSummary(0, double.NaN, double.NaN, null)
            : new MetricSummary(
                points.Count, points.Min(point => point.Value), points.Max(point => point.Value),
                points.MaxBy(point => point.Step)));
    }

    /// <summary>Damages a stored checkpoint, so that it is not loaded.</summary>
    public void Damage(TrialId trial, long step)
    {
        lock (tables.Lock)
        {
            var kept = tables.Checkpoints[trial.Value];
            kept[step] = (kept[step].Checkpoint, true);
        }
    }
}

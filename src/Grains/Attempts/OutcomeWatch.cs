using System.Collections.Immutable;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;

namespace Experiments.Grains.Attempts;

/// <summary>
/// Keeps the last value that a trial reports of each metric that has a limit or is a further objective.
/// </summary>
/// <param name="metrics">The names of the metrics, each once or several times.</param>
internal sealed class OutcomeWatch(ImmutableArray<string> metrics)
{
    private readonly Dictionary<string, double> _last = [];

    /// <summary>The values in the order of the names; null for a metric that was not reported.</summary>
    public ImmutableArray<double?> Values =>
        [.. metrics.Select(metric => _last.TryGetValue(metric, out var value) ? value : (double?)null)];

    /// <summary>The first metric that was not reported, or null if all were.</summary>
    public string? Missing => metrics.FirstOrDefault(metric => !_last.ContainsKey(metric));

    /// <summary>Sees a point.</summary>
    public void Take(MetricPoint point)
    {
        if (metrics.Contains(point.Metric)) _last[point.Metric] = point.Value;
    }

    /// <summary>Reads the values that earlier attempts reported, as far as they are stored.</summary>
    public async Task ResumeAsync(ICheckpointStore stored, TrialId trial, CancellationToken cancel)
    {
        foreach (var metric in metrics.Distinct())
            if (await stored.LoadMetricAsync(trial, metric, cancel) is { } point) Take(point);
    }
}

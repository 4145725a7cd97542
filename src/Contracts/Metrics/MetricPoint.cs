namespace Experiments.Contracts.Metrics;

/// <summary>A point of a curve. The value may be NaN or infinite.</summary>
/// <param name="Metric">The name of the metric.</param>
/// <param name="Step">The step, ≥ 0; the epoch for built-in workloads.</param>
/// <param name="Value">The measured value.</param>
public readonly record struct MetricPoint(string Metric, long Step, double Value);

namespace Experiments.Contracts.Metrics;

/// <summary>One point of a curve. The value may be NaN or infinite.</summary>
/// <param name="Metric">Name of the series.</param>
/// <param name="Step">Where on the x axis: epochs for built-in workloads, ≥ 0.</param>
/// <param name="Value">What was measured.</param>
public readonly record struct MetricPoint(string Metric, long Step, double Value);

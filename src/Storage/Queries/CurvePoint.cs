namespace Experiments.Storage.Queries;

/// <summary>A point of a curve.</summary>
/// <param name="Trial">The number of the trial.</param>
/// <param name="Metric">The name of the metric.</param>
/// <param name="Step">The step, which is the position on the x axis.</param>
/// <param name="At">The time of the measurement, by the node's clock.</param>
/// <param name="Value">The measured value, which may be NaN or infinite.</param>
public sealed record CurvePoint(int Trial, string Metric, long Step, DateTimeOffset At, double Value);

namespace Experiments.Storage.Queries;

/// <summary>One point of a curve.</summary>
/// <param name="Trial">Number of the trial.</param>
/// <param name="Metric">Name of the series.</param>
/// <param name="Step">Where on the x axis.</param>
/// <param name="At">When it was measured, by the node's clock.</param>
/// <param name="Value">What was measured; may be NaN or infinite.</param>
public sealed record CurvePoint(int Trial, string Metric, long Step, DateTimeOffset At, double Value);

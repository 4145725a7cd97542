namespace Experiments.Storage.Reading;

/// <summary>
/// The values of a metric that a trial has reported, in the order of their steps. The three arrays have equal lengths.
/// </summary>
/// <param name="Trial">The number of the trial.</param>
/// <param name="Metric">The name of the metric.</param>
/// <param name="Steps">The steps, in ascending order: the positions on the x axis.</param>
/// <param name="Values">The values, which may be NaN or infinite.</param>
/// <param name="Times">The times of the measurements, by the node's clock.</param>
public sealed record Curve(int Trial, string Metric, long[] Steps, double[] Values, DateTimeOffset[] Times);

namespace Experiments.Contracts.Metrics;

/// <summary>A summary of the finite values of one metric of a trial.</summary>
/// <param name="Count">The number of steps that have a finite value.</param>
/// <param name="Least">The smallest value, or NaN if there is none.</param>
/// <param name="Greatest">The largest value, or NaN if there is none.</param>
/// <param name="Newest">The point at the highest step, or null if there is none.</param>
public sealed record MetricSummary(int Count, double Least, double Greatest, MetricPoint? Newest);

namespace Experiments.Contracts.Metrics;

/// <summary>What a metric of one trial came to, over its finite values.</summary>
/// <param name="Count">How many steps have one.</param>
/// <param name="Least">The least of them; NaN where there is none.</param>
/// <param name="Greatest">The greatest of them; NaN where there is none.</param>
/// <param name="Newest">The one at the highest step, or null.</param>
public sealed record MetricSummary(int Count, double Least, double Greatest, MetricPoint? Newest);

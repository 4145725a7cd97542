namespace Experiments.Search.Specs;

/// <summary>A metric that is an objective besides the first one.</summary>
/// <param name="Metric">The name of the metric.</param>
/// <param name="Goal">Which of its values are better.</param>
public sealed record MetricGoal(string Metric, Goal Goal = Goal.Minimize);

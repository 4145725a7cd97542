namespace Experiments.Workloads;

/// <summary>A metric of a built-in workload that may be an objective.</summary>
/// <param name="Name">The name.</param>
/// <param name="NaturalGoal">The usual direction of improvement.</param>
public sealed record WorkloadObjective(string Name, Goal NaturalGoal);


namespace Experiments.Workloads;

/// <summary>A metric of a built-in workload that may be an objective.</summary>
/// <param name="Name">Its name.</param>
/// <param name="NaturalGoal">Which way it is better for nearly everybody.</param>
public sealed record WorkloadObjective(string Name, Goal NaturalGoal);

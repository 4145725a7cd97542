namespace Experiments.Workloads;

/// <summary>The trial failed in a way that another attempt would only repeat; it is not retried.</summary>
/// <param name="message">Why, in a person's words.</param>
public class TrialDoomedException(string message) : Exception(message);

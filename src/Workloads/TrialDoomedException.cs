namespace Experiments.Workloads;

/// <summary>The exception for a failure that another attempt would only repeat. The trial is not retried.</summary>
/// <param name="message">The reason, as a message for people.</param>
public class TrialDoomedException(string message) : Exception(message);

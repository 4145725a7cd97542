namespace Experiments.Contracts.Ports.Execution;

/// <summary>The exception for a trial that exceeded its limit of time or memory. The trial is not retried.</summary>
/// <param name="message">The limit, as a message for people.</param>
public sealed class TrialLimitException(string message) : TrialDoomedException(message);

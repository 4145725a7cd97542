using Experiments.Contracts.Faults;

namespace Experiments.Contracts.Ports.Execution;

/// <summary>A trial was ended because it exceeded its limit of time or memory; it is not retried.</summary>
/// <param name="message">Which limit, in a person's words.</param>
public sealed class TrialLimitException(string message) : TrialDoomedException(message);

namespace Experiments.Contracts.Ports.Execution;

/// <summary>
/// The exception for an attempt whose worker outside the cluster failed or was silent for too long. It says nothing
/// about this node.
/// </summary>
/// <param name="message">What happened, as a message for people.</param>
public sealed class WorkerFailedException(string message) : Exception(message);

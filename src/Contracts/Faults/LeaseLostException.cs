namespace Experiments.Contracts.Faults;

/// <summary>The node of a lease has gone, or does not accept the lease.</summary>
[GenerateSerializer, Alias("experiments.lease-lost")]
public sealed class LeaseLostException(string message) : Exception(message);

namespace Experiments.Contracts.Faults;

/// <summary>The exception for a lease whose node is gone or does not accept the lease.</summary>
[GenerateSerializer, Alias("experiments.lease-lost")]
public sealed class LeaseLostException(string message) : Exception(message);

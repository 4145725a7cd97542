namespace Experiments.Contracts.Faults;

/// <summary>The node of a lease is not there any more, or does not honour the lease.</summary>
[GenerateSerializer, Alias("experiments.lease-lost")]
public sealed class LeaseLostException(string message) : Exception(message);

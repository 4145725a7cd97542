namespace Experiments.Contracts.Faults;

/// <summary>
/// The exception for a failure inside the cluster that the caller cannot fix. The message is that of the original
/// exception.
/// </summary>
[GenerateSerializer, Alias("experiments.cluster-fault")]
public sealed class ClusterFaultException(string message) : Exception(message);

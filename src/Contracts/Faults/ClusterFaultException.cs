namespace Experiments.Contracts.Faults;

/// <summary>
/// Something failed inside the cluster that the caller cannot mend. The message says what, as it was thrown there.
/// </summary>
[GenerateSerializer, Alias("experiments.cluster-fault")]
public sealed class ClusterFaultException(string message) : Exception(message);

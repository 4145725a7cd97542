using Experiments.Contracts.Faults;

namespace Experiments.Changes.Clusters;

/// <summary>Explains failures of calls to a cluster.</summary>
public static class ClusterFaults
{
    /// <summary>Returns the failure in a sentence, or null if it is no failure of a cluster.</summary>
    public static string? Explain(Exception fault) => fault switch
    {
        ClusterFaultException => fault.Message,
        OrleansException or TimeoutException =>
            $"the cluster did not answer ({Causes.FirstLine(fault.Message).TrimEnd('.')}); the command may still take "
            + "effect: check with 'experiments ls'",
        _ => null,
    };
}

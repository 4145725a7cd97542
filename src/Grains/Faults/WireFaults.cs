using Experiments.Contracts.Faults;

namespace Experiments.Grains.Faults;

/// <summary>
/// Which exceptions travel between silos and clients. Any other type, inner exceptions included, would arrive without its
/// message, because its serializer is not known on the other side.
/// </summary>
internal static class WireFaults
{
    /// <summary>Whether it arrives as it is.</summary>
    public static bool Travels(Exception fault) =>
        fault.InnerException is null
        && (fault is UserErrorException or LeaseLostException or ClusterFaultException
            || fault.GetType().Assembly == typeof(OrleansException).Assembly);

    /// <summary>The fault in a form that arrives: what a person can mend stays that.</summary>
    public static Exception Convert(Exception fault) => fault switch
    {
        UserErrorException => new UserErrorException(fault.Message),
        LeaseLostException => new LeaseLostException(fault.Message),
        _ => new ClusterFaultException(fault.Message),
    };
}

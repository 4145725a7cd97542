using Experiments.Contracts.Faults;

namespace Experiments.Grains.Faults;

/// <summary>
/// The exceptions that travel between silos and clients. Any other type, inner exceptions included, would arrive
/// without its message, because the other side does not know its serializer.
/// </summary>
internal static class WireFaults
{
    /// <summary>Returns whether the exception arrives unchanged.</summary>
    public static bool Travels(Exception fault) =>
        fault.InnerException is null
        && (fault is UserErrorException or LeaseLostException or ClusterFaultException
            || fault.GetType().Assembly == typeof(OrleansException).Assembly);

    /// <summary>Converts an exception to one that arrives. An error that the user can fix remains one.</summary>
    public static Exception Convert(Exception fault) => fault switch
    {
        UserErrorException => new UserErrorException(fault.Message),
        LeaseLostException => new LeaseLostException(fault.Message),
        _ => new ClusterFaultException(fault.Message),
    };
}

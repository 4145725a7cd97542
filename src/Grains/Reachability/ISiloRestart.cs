namespace Experiments.Grains.Reachability;

/// <summary>Takes this silo out of its cluster, and starts it again later.</summary>
public interface ISiloRestart
{
    /// <summary>
    /// Hands back what runs here, as far as a few seconds allow, leaves the cluster and starts the silo again. The
    /// process of a silo does not return from this.
    /// </summary>
    /// <param name="reason">The reason as a sentence without a full stop, for the log.</param>
    Task LeaveAsync(string reason);
}

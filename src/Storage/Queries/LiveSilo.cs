namespace Experiments.Storage.Queries;

/// <summary>A silo that is alive, according to its last beat.</summary>
/// <param name="Silo">The silo, generation included.</param>
/// <param name="Cluster">The cluster it belongs to.</param>
/// <param name="Node">The name of the node.</param>
/// <param name="Pool">The pool it belongs to.</param>
/// <param name="Cpus">The number of CPU cores that it offers.</param>
/// <param name="Gpus">The number of GPUs that it offers.</param>
/// <param name="Gateway">The address for clients, <c>host:port</c>.</param>
/// <param name="Http">The URL of its metrics and health endpoints.</param>
/// <param name="Serves">Whether its cluster accepts sweeps from other processes.</param>
/// <param name="Version">The version of its program.</param>
/// <param name="Protocol">The version of the messages that it understands.</param>
/// <param name="Unreached">The silos of its cluster that it cannot reach, separated by spaces.</param>
/// <param name="Quarantined">What of it is quarantined, and why, as lines for people.</param>
/// <param name="Draining">
/// Whether it accepts no more work, because it is about to leave or a user drained it.
/// </param>
/// <param name="Waiting">The number of attempts that wait there for the share of another one.</param>
/// <param name="Drained">Whether a user drained its node, even if the silo does not know it yet.</param>
/// <param name="LastSeen">The age of its last beat, by the database's clock.</param>
public sealed record LiveSilo(
    string Silo, string Cluster, string Node, string Pool, double Cpus, int Gpus, string Gateway, string Http,
    bool Serves,
    string Version, int Protocol, string Unreached, string Quarantined, bool Draining, int Waiting, bool Drained,
    TimeSpan LastSeen)
{
    /// <summary>Whether it accepts new attempts.</summary>
    public bool TakesTrials => !Draining && !Drained;
}

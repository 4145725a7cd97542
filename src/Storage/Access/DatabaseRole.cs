namespace Experiments.Storage.Access;

/// <summary>A role of a PostgreSQL database besides its owner, which alone can change tables.</summary>
public enum DatabaseRole
{
    /// <summary>
    /// For silos and those who submit: it can read and write rows, prove that it belongs to the cluster, and change no
    /// table. What is recorded of people's changes it can only add to.
    /// </summary>
    Silo,

    /// <summary>For people who only read: everything but secrets and tokens.</summary>
    Reader,

    /// <summary>
    /// For dashboards, whose viewers can send any query: what the queries of <c>deploy/grafana/dashboards</c> need. The
    /// specifications of sweeps, whose <c>env</c> may contain secrets, and the output of programs are not part of it.
    /// </summary>
    Dashboards,
}

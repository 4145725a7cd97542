namespace Experiments.EndToEnd.Tests.Chaos;

/// <summary>What a <see cref="NetworkedCluster"/> needs beyond three silos and a database.</summary>
[Flags]
internal enum ClusterNeeds
{
    None = 0,

    /// <summary>A synchronous standby of the database.</summary>
    Standby = 1,

    /// <summary>A clock of its own for node <c>b</c>, by Debian's package <c>faketime</c>.</summary>
    Clock = 2,

    /// <summary>A small disk of its own for node <c>b</c>.</summary>
    Disk = 4,
}

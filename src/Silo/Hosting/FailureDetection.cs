using Orleans.Configuration;

namespace Experiments.Silo.Hosting;

/// <summary>
/// When silos take another one for dead. Fast enough that lost trials go on within seconds, slow enough that a machine whose
/// cores are all busy training loses no silo; and one that is declared dead by mistake does no harm, for the database
/// refuses what its attempts write once newer ones have begun. All silos of a cluster must have the same values.
/// </summary>
internal static class FailureDetection
{
    public static void Configure(ClusterMembershipOptions membership)
    {
        // A silo whose process is gone refuses connections, so that its probes fail sooner than in this time.
        membership.ProbeTimeout = TimeSpan.FromSeconds(2);
        // Under load, Orleans stretches the timeout by itself, and this far.
        membership.MaxProbeTimeout = TimeSpan.FromSeconds(4);
        membership.NumMissedProbesLimit = 3;
        // Where only two silos live, the other's vote is enough.
        membership.NumVotesForDeathDeclaration = 2;
        // A third silo is asked before a vote: it may be this one's own network that is bad.
        membership.EnableIndirectProbes = true;
        // Changes are gossiped; this is how late they come when that fails.
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        // After three of these, a silo that starts takes one that it cannot reach for dead, and joins without it.
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
    }
}

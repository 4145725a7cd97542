using Orleans.Configuration;

namespace Experiments.Silo.Hosting;

/// <summary>
/// Configures when silos declare another silo dead: fast enough that lost trials continue within seconds, slow enough
/// that a machine whose cores are all busy with training does not lose its silo. A silo that is declared dead by
/// mistake does no harm, since the database refuses the writes of its attempts once newer ones have begun. All silos of
/// a cluster must have the same values.
/// </summary>
internal static class FailureDetection
{
    public static void Configure(ClusterMembershipOptions membership)
    {
        // If the process of a silo has ended, connections are refused and probes fail sooner than this.
        membership.ProbeTimeout = TimeSpan.FromSeconds(2);
        // Under load, Orleans extends the timeout up to this limit.
        membership.MaxProbeTimeout = TimeSpan.FromSeconds(4);
        membership.NumMissedProbesLimit = 3;
        // If only two silos are alive, the vote of the other one is enough.
        membership.NumVotesForDeathDeclaration = 2;
        // A third silo probes before a vote, since the fault may be in this silo's own network.
        membership.EnableIndirectProbes = true;
        // Changes spread by gossip. This is the longest delay if gossip fails.
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        // After three of these periods, a starting silo ignores a silo that it cannot reach, and joins without it.
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
    }
}

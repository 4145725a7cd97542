using Experiments.Storage.Queries;

namespace Experiments.Web.Nodes;

/// <summary>A node.</summary>
/// <param name="Node">The name.</param>
/// <param name="Pool">The pool that it belongs to.</param>
/// <param name="Cluster">The cluster that it belongs to.</param>
/// <param name="Cpus">The number of CPU cores that it offers.</param>
/// <param name="Gpus">The number of GPUs that it offers.</param>
/// <param name="Version">The version of its program.</param>
/// <param name="Draining">Whether it accepts no more work.</param>
/// <param name="Quarantined">What of it is quarantined, and why; empty if nothing is.</param>
/// <param name="Unreached">The silos of its cluster that it cannot reach.</param>
/// <param name="LastSeenSeconds">The seconds since its last sign of life.</param>
/// <param name="Waiting">The number of attempts that wait there for the share of another one.</param>
/// <param name="Trials">The trials that run or wait there.</param>
/// <param name="Alive">Whether it is alive. One that is not is drained, and has no other values.</param>
/// <param name="Drained">Whether a user drained it, even if its silo does not know it yet.</param>
/// <param name="Leaving">Whether its silo itself accepts no more work: because it is about to leave, or was drained.
/// </param>
/// <param name="Silo">Its silo, which is a new one at each start.</param>
/// <param name="Gateway">The address for clients of its cluster, <c>host:port</c>.</param>
/// <param name="Http">The URL of its metrics and health endpoints.</param>
/// <param name="Serves">Whether its cluster accepts sweeps from other processes.</param>
internal sealed record NodeAnswer(
    string Node, string Pool, string Cluster, double Cpus, int Gpus, string Version, bool Draining, string Quarantined,
    IReadOnlyList<string> Unreached, double LastSeenSeconds, int Waiting, IReadOnlyList<TrialOnNode> Trials, bool Alive,
    bool Drained, bool Leaving, string Silo, string Gateway, string Http, bool Serves)
{
    /// <summary>Creates the answer for a node that is alive.</summary>
    public static NodeAnswer Of(LiveSilo silo, IEnumerable<RunningOnSilo> trials) => new(
        silo.Node, silo.Pool, silo.Cluster, silo.Cpus, silo.Gpus, silo.Version, !silo.TakesTrials, silo.Quarantined,
        silo.Unreached.Split(' ', StringSplitOptions.RemoveEmptyEntries), silo.LastSeen.TotalSeconds, silo.Waiting,
        [.. trials.Select(trial => new TrialOnNode(trial.SweepId, trial.Trial))], Alive: true, silo.Drained,
        silo.Draining, silo.Silo, silo.Gateway, silo.Http, silo.Serves);

    /// <summary>Creates the answer for a node that is drained and not alive.</summary>
    public static NodeAnswer Down(string cluster, string node) => new(
        node, "", cluster, 0, 0, "", Draining: true, "", [], 0, 0, [], Alive: false, Drained: true, Leaving: true, "",
        "", "", Serves: false);
}

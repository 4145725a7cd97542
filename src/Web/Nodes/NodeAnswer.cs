using Experiments.Storage.Queries;

namespace Experiments.Web.Nodes;

/// <summary>A node that is alive.</summary>
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
internal sealed record NodeAnswer(
    string Node, string Pool, string Cluster, double Cpus, int Gpus, string Version, bool Draining, string Quarantined,
    IReadOnlyList<string> Unreached, double LastSeenSeconds, int Waiting, IReadOnlyList<TrialOnNode> Trials)
{
    /// <summary>Creates the answer.</summary>
    public static NodeAnswer Of(LiveSilo silo, IEnumerable<RunningOnSilo> trials) => new(
        silo.Node, silo.Pool, silo.Cluster, silo.Cpus, silo.Gpus, silo.Version, !silo.TakesTrials, silo.Quarantined,
        silo.Unreached.Split(' ', StringSplitOptions.RemoveEmptyEntries), silo.LastSeen.TotalSeconds, silo.Waiting,
        [.. trials.Select(trial => new TrialOnNode(trial.SweepId, trial.Trial))]);
}

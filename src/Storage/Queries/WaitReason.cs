using System.Data.Common;
using Experiments.Contracts.Sweeps;
using Experiments.Search.States;
using Experiments.Storage.Databases;
using Experiments.Storage.Model;

namespace Experiments.Storage.Queries;

/// <summary>
/// Finds what a sweep waits for of which no trial runs, although nodes are alive that have what its trials need. The
/// view <c>sweep_progress</c> knows of sweeps that no live node matches.
/// </summary>
internal static class WaitReason
{
    /// <summary>Returns the summaries, those of sweeps that wait with what they wait for.</summary>
    public static async Task<IReadOnlyList<SweepSummary>> AddAsync(
        DbConnection connection, SiloQueries silos, IReadOnlyList<SweepSummary> sweeps, CancellationToken cancel)
    {
        if (!sweeps.Any(MayWait)) return sweeps;
        var nodes = await silos.ListAsync(connection, cancel);
        var needs = (await connection.QueryAsync(
            $"select key, cluster, spec from sweeps where {Unfinished.Where}", [],
            row => (Key: row.GetInt32(0), Cluster: row.GetString(1),
                SweepSpecJson.Read(row.GetString(2)).Resources), cancel))
            .ToDictionary(sweep => sweep.Key, sweep => (sweep.Cluster, sweep.Resources));
        var running = await connection.QueryAsync(
            "select node, sweep_key from trials where status = 'running'", [],
            row => (Silo: row.GetString(0), Sweep: row.GetInt32(1)), cancel);
        var used = running.Where(trial => needs.ContainsKey(trial.Sweep))
            .ToLookup(trial => trial.Silo, trial => needs[trial.Sweep].Resources);
        return
        [
            .. sweeps.Select(sweep => MayWait(sweep) && needs.TryGetValue(sweep.Key, out var need)
                ? sweep with
                {
                    WaitsFor = Explain(
                        sweep, need.Resources, nodes.Where(node => node.Cluster == need.Cluster), used),
                }
                : sweep),
        ];
    }

    /// <summary>Returns what a sweep waits for, as the end of <c>waiting for</c>, or null if it need not.</summary>
    /// <param name="sweep">A sweep of which no trial runs.</param>
    /// <param name="need">What a trial of it needs.</param>
    /// <param name="nodes">The live nodes of its cluster.</param>
    /// <param name="used">What each trial needs that runs or waits on a silo.</param>
    internal static string? Explain(
        SweepSummary sweep, ResourceSpec need, IEnumerable<LiveSilo> nodes, ILookup<string, ResourceSpec> used)
    {
        if (sweep.Reason == "paused") return "its user, who paused it";
        LiveSilo[] fitting =
        [
            .. nodes.Where(node => node.Pool == need.Pool && node.Cpus >= need.Cpu && node.Gpus >= need.Gpu),
        ];
        LiveSilo[] open = [.. fitting.Where(node => node.TakesTrials)];
        if (open.Length == 0) return $"a node of pool '{need.Pool}' that takes trials: {Count(fitting, "draining")}";
        LiveSilo[] healthy = [.. open.Where(node => !node.Quarantined.StartsWith("all:", StringComparison.Ordinal))];
        if (healthy.Length == 0)
            return $"a node of pool '{need.Pool}' that is not quarantined: {Count(open, "quarantined")}";
        return healthy.Any(node => HasRoom(node, need, used[node.Silo]))
            ? null
            : $"a free place in pool '{need.Pool}': other trials hold {Places(healthy)}";
    }

    private static bool MayWait(SweepSummary sweep) =>
        sweep is { WaitsFor: null, Status: SweepStatus.Running or SweepStatus.Stopping, Trials.Running: 0 };

    private static bool HasRoom(LiveSilo node, ResourceSpec need, IEnumerable<ResourceSpec> used) =>
        need.Cpu <= node.Cpus - used.Sum(trial => trial.Cpu) + 1e-9
        && need.Gpu <= node.Gpus - used.Sum(trial => trial.Gpu) + 1e-9;

    private static string Count(LiveSilo[] nodes, string state) => nodes.Length switch
    {
        0 => "there is none",
        1 => $"'{nodes[0].Node}' is {state}",
        _ => $"all {nodes.Length} are {state}",
    };

    private static string Places(LiveSilo[] nodes) =>
        nodes.Length == 1 ? $"'{nodes[0].Node}'" : $"all {nodes.Length} nodes";
}

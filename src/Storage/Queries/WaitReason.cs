using System.Data.Common;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Deciding;
using Experiments.Search.States;
using Experiments.Storage.Databases;
using Experiments.Storage.Model;

namespace Experiments.Storage.Queries;

/// <summary>
/// Finds what a sweep waits for, beyond what the view <c>sweep_progress</c> knows: a place that other trials hold, and,
/// if some of its trials run, a place for the others. A sweep whose own trials hold every place does not wait.
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
            row => (Key: row.GetInt32(0), Cluster: row.GetString(1), Spec: SweepSpecJson.Read(row.GetString(2))),
            cancel))
            .ToDictionary(sweep => sweep.Key, sweep => (sweep.Cluster, sweep.Spec));
        var running = await connection.QueryAsync(
            "select node, sweep_key, count(*) from trials where status = 'running' group by node, sweep_key", [],
            row => (Silo: row.GetString(0), Sweep: row.GetInt32(1), Trials: row.GetInt64(2)), cancel);
        var used = running.Where(some => needs.ContainsKey(some.Sweep)).ToLookup(
            some => some.Silo,
            some => new Use(some.Sweep, some.Trials * needs[some.Sweep].Spec.Resources.Cpu,
                some.Trials * needs[some.Sweep].Spec.Resources.Gpu));
        return
        [
            .. sweeps.Select(sweep => MayWait(sweep) && needs.TryGetValue(sweep.Key, out var need)
                ? sweep with
                {
                    WaitsFor = Explain(sweep, need.Spec, nodes.Where(node => node.Cluster == need.Cluster), used),
                }
                : sweep),
        ];
    }

    /// <summary>Returns what a sweep waits for, as the end of <c>waiting for</c>, or null if it need not.</summary>
    /// <param name="sweep">The sweep, for which live nodes take trials unless some of its own run.</param>
    /// <param name="spec">The sweep's specification.</param>
    /// <param name="nodes">The live nodes of its cluster.</param>
    /// <param name="used">What the trials of each sweep hold on a silo.</param>
    private static string? Explain(
        SweepSummary sweep, SweepSpec spec, IEnumerable<LiveSilo> nodes, ILookup<string, Use> used)
    {
        if (spec.Workload is WorkloadSpec.Outside && sweep.Trials.Running == 0)
            return "a worker outside to ask for a trial";
        var need = spec.Resources;
        if (sweep.Trials.Running > 0)
        {
            if (!HasMore(sweep, spec)) return null;
            if (sweep.Reason == "paused") return "its user, who paused it";
            if (sweep.LimitedTo is { } most && sweep.Trials.Running >= most)
                return $"one of them to end: its user limited it to {most} at a time";
            if (sweep.LimitedTo is null && sweep.Trials.Running >= spec.MaxConcurrentTrials) return null;
        }

        LiveSilo[] fitting =
        [
            .. nodes.Where(node => node.Pool == need.Pool && node.Cpus >= need.Cpu && node.Gpus >= need.Gpu),
        ];
        LiveSilo[] open = [.. fitting.Where(node => node.TakesTrials && !IsQuarantined(node))];
        if (open.Any(node => HasRoom(node, need, used[node.Silo]))) return null;
        LiveSilo[] held = [.. open.Where(node => used[node.Silo].Any(use => use.Sweep != sweep.Key))];
        string[] why =
        [
            .. held.Length == 0 ? (string[])[] : [$"other trials hold {Names(held, open.Length)}"],
            .. Are([.. fitting.Where(node => !node.TakesTrials)], "draining"),
            .. Are([.. fitting.Where(node => node.TakesTrials && IsQuarantined(node))], "quarantined"),
        ];
        return why.Length == 0 ? null : $"a free place in pool '{need.Pool}': {string.Join(", ", why)}";
    }

    private static bool MayWait(SweepSummary sweep) =>
        sweep is { WaitsFor: null, Status: SweepStatus.Running or SweepStatus.Stopping };

    private static bool HasMore(SweepSummary sweep, SweepSpec spec) =>
        sweep.Trials.Waiting > 0
        || (sweep.Status == SweepStatus.Running
            && sweep.Trials.Total < SearchCore.Begin(spec.Search with { RunCap = sweep.RunCap }).Limit);

    private static bool IsQuarantined(LiveSilo node) => node.Quarantined.StartsWith("all:", StringComparison.Ordinal);

    private static bool HasRoom(LiveSilo node, ResourceSpec need, IEnumerable<Use> used) =>
        need.Cpu <= node.Cpus - used.Sum(use => use.Cpu) + 1e-9
        && need.Gpu <= node.Gpus - used.Sum(use => use.Gpu) + 1e-9;

    private static IEnumerable<string> Are(LiveSilo[] nodes, string state) => nodes.Length switch
    {
        0 => [],
        1 => [$"'{nodes[0].Node}' is {state}"],
        var several => [$"{several} nodes are {state}"],
    };

    private static string Names(LiveSilo[] nodes, int all) =>
        nodes.Length == 1 ? $"'{nodes[0].Node}'" : nodes.Length == all ? $"all {all} nodes" : $"{nodes.Length} nodes";

    private sealed record Use(int Sweep, double Cpu, double Gpu);
}

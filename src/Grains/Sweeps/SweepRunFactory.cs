using Experiments.Contracts.Grains;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Grains.Placement;
using Microsoft.Extensions.Logging;

namespace Experiments.Grains.Sweeps;

/// <summary>Makes a sweep's run from what the database has of it.</summary>
internal sealed class SweepRunFactory(
    ISweepStore store, IClusterRegistry registry, IExecutor executor, Membership membership, SweepMeters meters, TimeProvider time, ILogger<SweepRun> log)
{
    /// <param name="sweep">The sweep.</param>
    /// <param name="history">What its log adds up to.</param>
    /// <param name="grains">How it reaches the fleet and its attempts.</param>
    /// <param name="leave">Called when the run is worth nothing any more: a commit failed.</param>
    public SweepRun Create(StoredSweep sweep, SweepHistory history, IGrainFactory grains, Action leave)
    {
        var snapshots = new SnapshotWriter(sweep, history.SnapshotSeq, store, log);
        var pump = new DecisionPump(sweep, history.State, history.LastSeq, store, meters, time) { Committed = snapshots.Committed };
        meters.Show(sweep, () => pump.State);
        return new SweepRun(
            sweep,
            pump,
            new AttemptCalls(sweep, history.State, grains, membership, registry, log),
            grains.GetGrain<IFleetGrain>(sweep.Spec.Resources.Pool),
            executor, meters, leave, ids => WarmStart.ReadAsync(store, ids), time, log);
    }
}

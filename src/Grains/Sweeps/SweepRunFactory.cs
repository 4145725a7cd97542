using Experiments.Contracts.Grains;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Grains.Logs;
using Experiments.Grains.Outside;
using Experiments.Grains.Placement;
using Microsoft.Extensions.Logging;

namespace Experiments.Grains.Sweeps;

/// <summary>Creates the run of a sweep from its stored history.</summary>
internal sealed class SweepRunFactory(
    ISweepStore store, IClusterRegistry registry, IExecutor executor, Membership membership, SweepMeters meters,
    IOutages outages, TimeProvider time, ILogger<SweepRun> log, ILogger<SweepLog> events)
{
    /// <param name="sweep">The sweep.</param>
    /// <param name="history">The state that its log adds up to.</param>
    /// <param name="grains">Gives access to the fleet and to the sweep's attempts.</param>
    /// <param name="leave">Called when the run is invalid because a commit failed.</param>
    public SweepRun Create(StoredSweep sweep, SweepHistory history, IGrainFactory grains, Action leave)
    {
        var pump = new DecisionPump(sweep, history.State, history.LastSeq, store, meters, time);
        var snapshots = new SnapshotWriter(sweep, history.SnapshotSeq, store, log);
        pump.Committed += steps => snapshots.Committed(pump.State, steps[^1].Seq);
        var told = new SweepLog(sweep, history.State, history.LastSeq == 0, membership.WithNames, events);
        pump.Committed += steps => told.Committed(pump.State, steps);
        meters.Show(sweep, () => pump.State);

        var claims = sweep.Spec.Workload is WorkloadSpec.Outside ? new OutsideClaims() : null;
        var leases = new LeaseBook(sweep.Id, sweep.Spec, meters, time, claims);
        var fleet = grains.GetGrain<IFleetGrain>(sweep.Spec.Resources.Pool);
        var demand = new DemandTeller(pump, leases, fleet, leave, outages, log);
        var attempts = new AttemptCalls(sweep, history.State, grains, membership, registry, log);
        var ends = new AttemptEnds(pump, leases, attempts);
        var preparation = new Preparation(pump, executor, store, log);
        var reconciler = new Reconciler(pump, attempts, ends, demand, meters, outages, log);
        var budget = new BudgetMeter(pump, store, outages, time, log);
        return new SweepRun(pump, preparation, reconciler, budget, meters)
        {
            Commands = new UserCommands(pump, preparation, store),
            Starter = new AttemptStarter(pump, leases, demand, attempts, ends, meters, time, claims),
            Rungs = new RungReports(pump, log),
            Ends = ends,
            Outside = claims is null ? null : new OutsideWorkers(pump, claims, demand, attempts, time),
        };
    }
}

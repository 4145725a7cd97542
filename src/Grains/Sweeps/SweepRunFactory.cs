using Experiments.Contracts.Grains;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Grains.Placement;
using Experiments.Search.Deciding;
using Microsoft.Extensions.Logging;

namespace Experiments.Grains.Sweeps;

/// <summary>Makes a sweep's run from what the database has of it.</summary>
internal sealed class SweepRunFactory(
    ISweepStore store, IClusterRegistry registry, IExecutor executor, Membership membership, SweepMeters meters, TimeProvider time, ILogger<SweepRun> log)
{
    /// <param name="sweep">The sweep.</param>
    /// <param name="steps">Its log.</param>
    /// <param name="grains">How it reaches the fleet and its attempts.</param>
    /// <param name="leave">Called when the run is worth nothing any more: the sweep has ended, or a commit failed.</param>
    public SweepRun Create(StoredSweep sweep, IReadOnlyList<SearchStep> steps, IGrainFactory grains, Action leave)
    {
        var state = SearchCore.Replay(sweep.Spec.Search, steps);
        var pump = new DecisionPump(sweep, state, steps.Count == 0 ? 0 : steps[^1].Seq, store, meters, time);
        meters.Show(sweep, () => pump.State);
        return new SweepRun(
            sweep,
            pump,
            new AttemptCalls(sweep, state, grains, membership, registry, log),
            grains.GetGrain<IFleetGrain>(sweep.Spec.Resources.Pool),
            executor, meters, leave, ids => WarmStart.ReadAsync(store, ids), time, log);
    }
}

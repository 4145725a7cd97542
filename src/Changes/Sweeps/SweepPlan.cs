using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Workloads;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Simulation;
using Experiments.Search.Specs;

namespace Experiments.Changes.Sweeps;

/// <summary>
/// What a sweep would run: the number of trials, and the first of them, exactly as the cluster would propose them.
/// </summary>
/// <param name="Trials">The number of trials, or null if there is no limit.</param>
/// <param name="Workers">The number of trials that the estimate takes to train at once.</param>
/// <param name="Estimate">The amount of training, or null if only the workload knows it.</param>
/// <param name="First">The first trials.</param>
public sealed record SweepPlan(
    int? Trials, int Workers, SweepEstimate? Estimate, IReadOnlyList<(int Number, Assignment Assignment)> First)
{
    private const int Shown = 5;

    /// <summary>
    /// An estimate of the number of trials with repeats, or null if there is no limit, or there are no repeats.
    /// </summary>
    public int? WithRepeats { get; private init; }

    // The default if the file does not say how many trials train at once. It hardly affects what early termination
    // saves.
    private const int UsualWorkers = 4;

    /// <summary>Plans a sweep.</summary>
    public static SweepPlan Of(SweepSpec spec)
    {
        var workers = spec.MaxConcurrentTrials ?? UsualWorkers;
        return new(TrialsOf(spec), workers, EstimateOf(spec, workers), [.. FirstOf(spec.Search)])
        {
            WithRepeats = spec.Search.Repeats is null
                ? null
                : SweepEstimate.Simulate(spec.Search with { EarlyTermination = null }, _ => 1, workers)?.Trials,
        };
    }

    /// <summary>
    /// Returns the total number of trials of a sweep: as many as its method can propose, at most its run cap, or null
    /// if unlimited.
    /// </summary>
    public static int? TrialsOf(SweepSpec spec) =>
        SearchCore.Begin(spec.Search).Limit is var limit and < int.MaxValue ? limit : null;

    // If not even a trial without parameters has a budget, only the workload knows it.
    private static SweepEstimate? EstimateOf(SweepSpec spec, int workers) =>
        TrialBudget.EpochsOf(spec.Workload, Assignment.Empty) is null
            ? null
            : SweepEstimate.Simulate(
                spec.Search, assignment => TrialBudget.EpochsOf(spec.Workload, assignment)!.Value, workers);

    // Runs the real search, as a sweep with slots for a few trials would.
    private static IEnumerable<(int Number, Assignment Assignment)> FirstOf(SearchSpec spec)
    {
        var (state, _) = SearchCore.Apply(spec, SearchCore.Begin(spec), new SearchEvent.Prepared());
        for (var slot = 0; slot < Shown; slot++)
        {
            (state, var actions) = SearchCore.Apply(spec, state, new SearchEvent.SlotOffered("dry-run"));
            foreach (var begin in actions.OfType<SearchAction.BeginAttempt>())
                yield return (begin.Trial, begin.Assignment);
        }
    }
}

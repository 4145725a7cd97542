using Experiments.Contracts.Workloads;
using Experiments.Search.States.Trials;

namespace Experiments.Storage.Queries;

/// <summary>Trials as they were recorded, for explanations and simulations.</summary>
public static class RecordedTrials
{
    // More completed trials do not tell better how curves go on.
    private const int MostCurves = 1_000;

    /// <summary>Combines trials with their curves.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="trials">Its trials, by number.</param>
    /// <param name="curves">Points of the objective's metric, by trial and step; those of some trials may be missing.
    /// </param>
    public static IReadOnlyList<RecordedTrial> Of(
        SweepDetail sweep, IEnumerable<TrialSummary> trials, IEnumerable<CurvePoint> curves)
    {
        var byTrial = curves.ToLookup(point => point.Trial);
        return
        [
            .. trials.Select(trial => new RecordedTrial(trial.Number, trial.Assignment, trial.Status)
            {
                Objective = trial.Objective,
                Violation = trial.Violation ?? 0,
                Trained = Step(trial.Step ?? 0),
                Budget = TrialBudget.EpochsOf(sweep.Spec.Workload, trial.Assignment),
                Seconds = trial.Elapsed.TotalSeconds,
                Curve = [.. byTrial[trial.Number].Select(point => (Step(point.Step), point.Value))],
            }),
        ];
    }

    /// <summary>
    /// Combines trials with the curves that an explanation needs: if early termination stopped any, those of trials
    /// that completed, up to 1,000.
    /// </summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="trials">Its trials, by number.</param>
    /// <param name="readCurves">Reads the points of the objective's metric of some trials.</param>
    public static async Task<IReadOnlyList<RecordedTrial>> ToExplainAsync(
        SweepDetail sweep, IReadOnlyList<TrialSummary> trials,
        Func<IReadOnlyCollection<int>, Task<IReadOnlyList<CurvePoint>>> readCurves)
    {
        var recorded = Of(sweep, trials, []);
        if (!recorded.Any(trial => trial.WasStopped)) return recorded;
        var completed = recorded.Where(trial => trial.HasCompleted).Take(MostCurves).Select(trial => trial.Number);
        return Of(sweep, trials, await readCurves([.. completed]));
    }

    private static int Step(long step) => (int)Math.Clamp(step, 0, int.MaxValue);
}

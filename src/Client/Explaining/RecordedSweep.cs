using Experiments.Client.Sources;
using Experiments.Search.Explaining;
using Experiments.Search.States.Trials;
using Experiments.Storage.Queries;

namespace Experiments.Client.Explaining;

/// <summary>Reads the trials of a sweep, with the curves that an explanation or a simulation needs.</summary>
internal static class RecordedSweep
{
    /// <summary>Explains a sweep.</summary>
    /// <exception cref="UserErrorException">The sweep has no objective.</exception>
    public static async Task<Explanation> ExplainAsync(ISweeps sweeps, SweepDetail sweep, CancellationToken cancel)
    {
        CheckObjective(sweep, "explain");
        var trials = await sweeps.ListTrialsFromAsync(sweep, 0, cancel);
        return Explanation.Of(
            sweep.Spec.Search,
            await RecordedTrials.ToExplainAsync(
                sweep, trials, some => sweeps.ListCurvesAsync(sweep, some, sweep.Spec.Metric, cancel)));
    }

    /// <summary>Returns all trials that began, with their curves.</summary>
    /// <exception cref="UserErrorException">The sweep has no objective.</exception>
    public static async Task<IReadOnlyList<RecordedTrial>> ReadAsync(
        ISweeps sweeps, SweepDetail sweep, CancellationToken cancel)
    {
        CheckObjective(sweep, "whatif");
        var trials = await sweeps.ListTrialsFromAsync(sweep, 0, cancel);
        return RecordedTrials.Of(sweep, trials, await sweeps.ListCurvesAsync(
            sweep, [.. trials.Select(trial => trial.Number)], sweep.Spec.Metric, cancel));
    }

    private static void CheckObjective(SweepDetail sweep, string command)
    {
        if (!sweep.Spec.HasObjective)
            throw new UserErrorException(
                $"sweep '{sweep.Summary.Name}' has no metric, so none of its trials is better than another: "
                + $"'experiments {command}' needs a sweep file with 'metric'");
    }
}

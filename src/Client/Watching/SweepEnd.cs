using Experiments.Changes.Sweeps;
using Experiments.Client.Explaining;
using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Search.States;
using Experiments.Storage.Model;
using Experiments.Storage.Queries;

namespace Experiments.Client.Watching;

/// <summary>Reports how a sweep ended, and whether it succeeded.</summary>
internal static class SweepEnd
{
    /// <summary>
    /// Returns a sentence that says why the sweep failed, or null if it ended in order with at least one completed
    /// trial.
    /// </summary>
    public static string? WhyFailed(SweepSummary summary) => summary switch
    {
        { Status: SweepStatus.Completed or SweepStatus.Stopped, Trials.Completed: > 0 } => null,
        { Reason: { } reason } => $"{Subject(summary)}: {reason}",
        { Status: SweepStatus.Cancelled } => Subject(summary),
        _ => $"{Subject(summary)} without a completed trial",
    };

    /// <summary>Writes how the sweep ended: its best trial, or why there is none.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> ReportAsync(
        Shell shell, ISweeps sweeps, SweepDetail sweep, SweepView last, CancellationToken cancel)
    {
        if (last.Best is not null && sweep.Spec.Search.MoreObjectives is not null)
        {
            // All of the front, however many are asked for.
            FrontReport.Write(shell, sweep, await sweeps.ListBestAsync(sweep, null, 1, cancel));
        }
        else if (last.Best is not null
            && await sweeps.RankRepeatsAsync(sweep, cancel) is var ranked
            && await sweeps.ListBestAsync(sweep, ranked, 1, cancel) is [var best])
        {
            var repeats = await sweeps.ListRepeatsAsync(sweep, [best.Number], cancel);
            BestTrialReport.Write(
                shell, sweep, best,
                [
                    .. BestNotes.Of(sweep, best.Number, repeats, ranked, shell),
                    .. await Findings.OfAsync(sweeps, sweep with { Summary = last.Summary }, cancel),
                ]);
        }
        else if (!sweep.Spec.HasObjective)
        {
            shell.Out.WriteLine(shell.Hint(
                $"without a metric no trial is the best; 'experiments trials {sweep.Summary.Id}' lists them"));
        }

        if (WhyFailed(last.Summary) is not { } why) return ExitCodes.Done;
        shell.Error.WriteLine($"experiments: {why}");
        return ExitCodes.Failed;
    }

    private static string Subject(SweepSummary summary) =>
        $"{summary.Title()} {summary.Status.AsVerb()}";
}

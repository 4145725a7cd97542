using System.CommandLine;
using Experiments.Client.Connecting;
using Experiments.Client.Output;
using Experiments.Client.Sharing;
using Experiments.Client.Shells;
using Experiments.Contracts.Metrics;
using Experiments.Storage.Queries;

namespace Experiments.Client.Commands;

/// <summary><c>best SWEEP</c>: the best completed trials.</summary>
internal static class BestCommand
{
    public static Command Create(Shell shell)
    {
        var sweep = SharedOptions.CreateSweep();
        var top = SharedOptions.CreateCount("--top", "How many trials, best first", 1);
        var format = SharedOptions.CreateFormat();
        var folder = new Option<string>("--export")
        {
            Description = "Write the best trial's model, parameters, curves and pictures to a new folder, with a model card",
            HelpName = "DIR",
        };
        var command = new Command("best", "Show the best completed trials of a sweep") { sweep, top, format, folder };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await SweepDatabase.OpenAsync(shell, cancel);
            var found = await database.FindAsync(parsed.GetRequiredValue(sweep), cancel);
            if (parsed.GetValue(folder) is { } target)
            {
                await TrialExport.WriteAsync(shell, database, found, await TrialLookup.BestAsync(database, found.Summary, cancel), target, cancel);
                return ExitCodes.Done;
            }

            var (key, goal) = (found.Summary.Key, found.Summary.Goal);
            var best = await database.Sweeps.ListBestAsync(key, goal, parsed.GetValue(top), cancel);
            ListingOf(found, best).Write(
                shell, SharedOptions.FormatOf(parsed, format), best,
                found.Spec.HasObjective
                    ? $"No trial of sweep '{found.Summary.Name}' has completed with a finite {found.Summary.Metric}."
                    : $"Sweep '{found.Summary.Name}' has no metric, so none of its trials is the best; 'experiments trials' lists them.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Listing<TrialSummary> ListingOf(SweepDetail sweep, IReadOnlyList<TrialSummary> best)
    {
        // All of them are completed, and a table need not say so.
        var columns = TrialColumns.Of(sweep)
            .Select(column => column with { InTable = column.InTable && column.Name != "status" }).ToList();
        var parameters = columns[^1];
        var test = new Column<TrialSummary>(
            MetricNames.TestAccuracy,
            trial => trial.Metrics.TryGetValue(MetricNames.TestAccuracy, out var accuracy) ? accuracy : null)
        {
            Right = true,
            InTable = best.Any(trial => trial.Metrics.ContainsKey(MetricNames.TestAccuracy)),
        };
        return new([.. columns[..^1], test, parameters, TrialColumns.Metrics with { InTable = false }]);
    }
}

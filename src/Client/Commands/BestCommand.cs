using System.CommandLine;
using Experiments.Client.Connecting;
using Experiments.Client.Logins;
using Experiments.Client.Options;
using Experiments.Client.Output;
using Experiments.Client.Sharing;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Contracts.Metrics;
using Experiments.Storage.Queries;

namespace Experiments.Client.Commands;

/// <summary>
/// <c>best SWEEP</c>: the best completed trials; of a sweep with several objectives, those that no other one dominates.
/// </summary>
internal static class BestCommand
{
    public static Command Create(Shell shell)
    {
        var sweep = SharedOptions.CreateSweep();
        var top = SharedOptions.CreateCount("--top", "How many trials, best first", 1);
        var format = SharedOptions.CreateFormat();
        var folder = new Option<string>("--export")
        {
            Description = "Write the best trial's model, parameters, curves and pictures to a new folder, with "
                + "a model card",
            HelpName = "DIR",
        };
        var command = new Command("best", "Show the best completed trials of a sweep") { sweep, top, format, folder };
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(folder) is { } target)
            {
                await ExportAsync(shell, parsed, parsed.GetRequiredValue(sweep), target, cancel);
                return ExitCodes.Done;
            }

            await using var source = await Source.OpenAsync(shell, parsed, cancel);
            var found = await source.Sweeps.FindAsync(parsed.GetRequiredValue(sweep), cancel);
            var hasFront = found.Spec.Search.MoreObjectives is not null;
            var ranked = await source.Sweeps.RankRepeatsAsync(found, cancel);
            var best = await source.Sweeps.ListBestAsync(found, ranked, parsed.GetValue(top), cancel);
            if (hasFront && parsed.GetResult(top) is { Implicit: false })
                best = [.. best.Take(parsed.GetValue(top))];
            var repeats = await source.Sweeps.ListRepeatsAsync(
                found, [.. best.Select(trial => trial.Number)], cancel);
            var shown = SharedOptions.FormatOf(parsed, format);
            ListingOf(found, best, repeats, ranked).Write(
                shell, shown, best,
                found.Spec.HasObjective
                    ? $"No trial of sweep '{found.Summary.Name}' has completed with a finite {found.Summary.Metric}."
                    : $"Sweep '{found.Summary.Name}' has no metric, so none of its trials is the best; 'experiments "
                    + "trials' lists them.");
            if (shown == ListingFormat.Table && !hasFront && best is [var first, ..])
                foreach (var line in BestNotes.Of(found, first.Number, repeats, ranked, shell))
                    shell.Out.WriteLine(line);
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task ExportAsync(
        Shell shell, ParseResult parsed, string sweep, string target, CancellationToken cancel)
    {
        if (Source.DestinationOf(shell, parsed) is Destination.Server server)
            throw new UserErrorException(
                $"'experiments best --export' does not work over a server ({server.Url}): it opens the checkpoints "
                + $"themselves; use the database, with '--server {Destination.NoServer}'");
        await using var database = await SweepDatabase.OpenAsync(shell, cancel);
        var found = await database.FindAsync(sweep, cancel);
        var best = await TrialLookup.BestAsync(new DatabaseSweeps(database), found, cancel);
        await TrialExport.WriteAsync(shell, database, found, best, target, cancel);
    }

    private static Listing<TrialSummary> ListingOf(
        SweepDetail sweep, IReadOnlyList<TrialSummary> best, IReadOnlyDictionary<int, TrialRepeats> repeats,
        RankedRepeats? ranked)
    {
        // All of them are completed and on the front, so the table leaves that out.
        var columns = TrialColumns.Create(sweep)
            .Select(column => column with { InTable = column.InTable && column.Name is not ("status" or "on_front") })
            .ToList();
        var parameters = columns[^1];
        var test = new Column<TrialSummary>(
            MetricNames.TestAccuracy,
            trial => trial.Metrics.TryGetValue(MetricNames.TestAccuracy, out var accuracy) ? accuracy : null)
        {
            Right = true,
            InTable = best.Any(trial => trial.Metrics.ContainsKey(MetricNames.TestAccuracy)),
        };
        var diagnosis = TrialColumns.Diagnosis(sweep.Spec.Workload);
        diagnosis = diagnosis with { InTable = best.Any(trial => diagnosis.Value(trial) is not null), Wraps = true };
        return new(
        [
            .. columns[..^1], test, .. RepeatColumns.Create(repeats),
            RepeatColumns.Chance(ranked), diagnosis, parameters,
            TrialColumns.Metrics with { InTable = false },
        ]);
    }
}

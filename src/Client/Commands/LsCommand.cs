using System.CommandLine;
using Experiments.Client.Connecting;
using Experiments.Client.Options;
using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Storage.Model;

namespace Experiments.Client.Commands;

/// <summary><c>ls</c>: lists the sweeps.</summary>
internal static class LsCommand
{
    private static readonly Listing<SweepSummary> Listing = new(
    [
        new("id", sweep => sweep.Id),
        new("name", sweep => sweep.Name) { Wraps = true },
        new("status", sweep => sweep.Shown()) { Wraps = true },
        new("reason", sweep => sweep.Reason) { InTable = false },
        new("trials_ended", sweep => sweep.Trials.Ended)
        {
            Title = "trials",
            Shown = sweep => sweep.RunCap is { } cap ? $"{sweep.Trials.Ended}/{cap}" : $"{sweep.Trials.Ended}",
            Right = true,
        },
        new("run_cap", sweep => sweep.RunCap) { InTable = false },
        new("trials_running", sweep => sweep.Trials.Running) { InTable = false },
        new("trials_waiting", sweep => sweep.Trials.Waiting) { InTable = false },
        new("trials_paused", sweep => sweep.Trials.Paused) { InTable = false },
        new("trials_completed", sweep => sweep.Trials.Completed) { InTable = false },
        new("trials_pruned", sweep => sweep.Trials.Pruned) { InTable = false },
        new("trials_failed", sweep => sweep.Trials.Failed) { InTable = false },
        new("trials_cancelled", sweep => sweep.Trials.Cancelled) { InTable = false },
        new("metric", sweep => sweep.Metric) { InTable = false },
        new("goal", sweep => sweep.Goal) { InTable = false },
        new("best", sweep => sweep.BestObjective) { Right = true },
        new("best_trial", sweep => sweep.BestTrial) { InTable = false },
        new("created_at", sweep => sweep.CreatedAt)
        {
            Title = "created (UTC)",
            Shown = sweep => ShortText.Format(sweep.CreatedAt)[..^3],
        },
        new("started_at", sweep => sweep.StartedAt) { InTable = false },
        new("finished_at", sweep => sweep.FinishedAt) { InTable = false },
        new("elapsed_seconds", sweep => sweep.Elapsed?.TotalSeconds) { InTable = false },
    ]);

    public static Command Create(Shell shell)
    {
        var limit = SharedOptions.CreateCount("--limit", "Maximum number of sweeps to list", 100);
        var format = SharedOptions.CreateFormat();
        var command = new Command("ls", "List sweeps, newest first") { limit, format };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await SweepDatabase.TryOpenAsync(shell, cancel);
            var sweeps = database is null ? [] : await database.Sweeps.ListAsync(parsed.GetValue(limit), cancel);
            Listing.Write(
                shell, SharedOptions.FormatOf(parsed, format), sweeps,
                "There are no sweeps yet; start one with 'experiments run FILE'.");
            return ExitCodes.Done;
        });
        return command;
    }
}

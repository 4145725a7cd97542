using System.CommandLine;
using Experiments.Client.Options;
using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Storage.Model;
using Experiments.Storage.Queries;

namespace Experiments.Client.Commands;

/// <summary><c>ls</c>: lists the sweeps.</summary>
internal static class LsCommand
{
    private const string NoSweeps = "There are no sweeps yet; start one with 'experiments run FILE'.";

    private static readonly Column<SweepSummary> Tags = new("tags", sweep => sweep.Tags) { Wraps = true };

    private static readonly Listing<SweepSummary> Listing = new(
    [
        new("id", sweep => sweep.Id),
        new("name", sweep => sweep.Name) { Wraps = true },
        new("status", sweep => sweep.StatusWord()) { Shown = sweep => sweep.Shown(), Wraps = true },
        new("waits_for", sweep => sweep.WaitsFor) { InTable = false },
        new("reason", sweep => sweep.Reason) { InTable = false },
        new("trials_ended", sweep => sweep.Trials.Ended)
        {
            Title = "trials",
            Shown = sweep => sweep.RunCap is { } cap
                ? $"{sweep.Trials.Ended}/{Math.Max(cap, sweep.Trials.Total)}"
                : $"{sweep.Trials.Ended}",
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
            Shown = sweep => ShortText.Minute(sweep.CreatedAt),
        },
        new("started_at", sweep => sweep.StartedAt) { InTable = false },
        new("finished_at", sweep => sweep.FinishedAt) { InTable = false },
        new("elapsed_seconds", sweep => sweep.Elapsed?.TotalSeconds) { InTable = false },
        new("archived_at", sweep => sweep.ArchivedAt) { InTable = false },
        new("note", sweep => sweep.Note) { InTable = false },
        Tags with { InTable = false },
    ]);

    public static Command Create(Shell shell)
    {
        var limit = SharedOptions.CreateCount("--limit", "Maximum number of sweeps to list", 100);
        var archived = new Option<bool>("--archived") { Description = "Also list archived sweeps" };
        var tags = new Option<string[]>("--tag")
        {
            Description = "Only sweeps with this tag; repeated, with all of them",
            HelpName = "TAG",
        };
        var format = SharedOptions.CreateFormat();
        var command = new Command("ls", "List sweeps, newest first") { limit, tags, archived, format };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var source = await Source.TryOpenAsync(shell, Source.DestinationOf(shell, parsed), cancel);
            var filter = new SweepFilter
            {
                Limit = parsed.GetValue(limit),
                WithArchived = parsed.GetValue(archived),
                Tags = parsed.GetValue(tags) ?? [],
            };
            var sweeps = source is null ? [] : await source.Sweeps.ListAsync(filter, cancel);
            var none = source is null || sweeps.Count > 0 ? NoSweeps : await NoneAsync(source.Sweeps, filter, cancel);
            ListingOf(sweeps).Write(shell, SharedOptions.FormatOf(parsed, format), sweeps, none);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Returns what to say instead of an empty list.</summary>
    private static async Task<string> NoneAsync(ISweeps sweeps, SweepFilter filter, CancellationToken cancel)
    {
        var archived = await sweeps.ListAsync(filter with { WithArchived = true, Limit = 1 }, cancel);
        var tags = string.Concat(filter.Tags.Select((tag, at) => $"{(at == 0 ? " with" : " and")} tag {tag}"));
        return archived.Count > 0 ? $"All sweeps{tags} are archived; 'experiments ls --archived' lists them."
            : tags.Length > 0 ? $"There are no sweeps{tags}."
            : NoSweeps;
    }

    // Tables have a column of tags only where there are any.
    private static Listing<SweepSummary> ListingOf(IReadOnlyList<SweepSummary> sweeps) =>
        sweeps.All(sweep => sweep.Tags is null)
            ? Listing
            : new([.. Listing.Columns.Select(column => column.Name == Tags.Name ? Tags : column)]);
}

using System.Collections.Immutable;
using System.CommandLine;
using Experiments.Client.Options;
using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Search.Spaces;
using Experiments.Search.States;
using Experiments.Storage.Filters;
using Experiments.Storage.Queries;

namespace Experiments.Client.Commands;

/// <summary><c>trials SWEEP</c>: the trials of a sweep.</summary>
internal static class TrialsCommand
{
    private static readonly string[] Statuses = [.. Enum.GetValues<TrialStatus>()
        .Select(status => ShortText.Format(status))];

    public static Command Create(Shell shell)
    {
        var sweep = SharedOptions.CreateSweep();
        var sort = new Option<string>(TrialQuestion.SortOption)
        {
            Description = "Metric, parameter or column to sort by: the objective best first, completed trials before "
                + "others; anything else smallest first",
            HelpName = "NAME",
        };
        var descending = new Option<bool>("--descending") { Description = "Sort largest first" };
        var where = new Option<string>(TrialQuestion.WhereOption)
        {
            Description = "Only trials that fulfil a condition on columns, parameters and metrics, such as "
                + "'optimizer=adam and val_loss<0.3'",
            HelpName = "FILTER",
        };
        var groupBy = new Option<string>(TrialQuestion.GroupOption)
        {
            Description = "Parameters or columns, separated by commas: list the groups of trials with the same values, "
                + "with the mean, standard deviation and best of the objective",
            HelpName = "NAMES",
        };
        sort.CompletionSources.Add([.. TrialField.Columns]);
        groupBy.CompletionSources.Add([.. TrialGrouping.Columns]);
        var status = new Option<string>("--status")
        {
            Description = $"Only trials with this status: {string.Join(", ", Statuses)}",
            HelpName = "STATUS",
        }.AcceptOnlyFromAmong(Statuses);
        var limit = SharedOptions.CreateCount("--limit", "Maximum number of trials or groups to list", 1_000);
        var format = SharedOptions.CreateFormat();
        var command = new Command("trials", "List the trials of a sweep")
        {
            sweep, where, groupBy, sort, descending, status, limit, format,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(groupBy) is not null
                && (result.GetResult(sort) is not null || result.GetResult(descending) is { Implicit: false }))
                result.AddError(
                    $"{TrialQuestion.GroupOption} lists the best mean first; leave out --sort and --descending");
        });
        command.SetAction(async (parsed, cancel) =>
        {
            await using var source = await Source.OpenAsync(shell, parsed, cancel);
            var found = await source.Sweeps.FindAsync(parsed.GetRequiredValue(sweep), cancel);
            var question = new TrialQuestion
            {
                Where = parsed.GetValue(where),
                Sort = parsed.GetValue(sort),
                Descending = parsed.GetValue(descending),
                Status = parsed.GetValue(status) is { } word ? Enum.Parse<TrialStatus>(word, ignoreCase: true) : null,
                Limit = parsed.GetValue(limit),
            };
            var shown = SharedOptions.FormatOf(parsed, format);
            if (parsed.GetValue(groupBy) is { } keys)
            {
                await TrialGroups.WriteAsync(shell, source.Sweeps, found, keys, question, shown, cancel);
                return ExitCodes.Done;
            }

            var trials = await source.Sweeps.ListTrialsAsync(found, question, cancel);
            var repeats = MayRepeat(found, trials)
                ? await source.Sweeps.ListRepeatsAsync(found, [.. trials.Select(trial => trial.Number)], cancel)
                : ImmutableDictionary<int, TrialRepeats>.Empty;
            ListingOf(found, trials, repeats).Write(
                shell, shown, trials, $"Sweep '{found.Summary.Name}' has no such trials.");
            return ExitCodes.Done;
        });
        return command;
    }

    // Finding the repeats takes a look at all trials of the sweep.
    private static bool MayRepeat(SweepDetail sweep, IReadOnlyList<TrialSummary> trials) =>
        sweep.Spec.Search.Repeats is not null || SeedParameters.Find(sweep.Spec.Search.Space).Any()
        || trials.Select(trial => trial.Assignment).Distinct().Count() < trials.Count;

    // A metric to sort by gets a column of its own; the objective and the parameters have one already.
    private static Listing<TrialSummary> ListingOf(
        SweepDetail sweep, IReadOnlyList<TrialSummary> trials, IReadOnlyDictionary<int, TrialRepeats> repeats)
    {
        var columns = TrialColumns.Create(sweep).Select(column => column with
        {
            InTable = column.InTable || (column.Name == TrialColumns.Pinned && trials.Any(trial => trial.Pinned)),
        }).ToImmutableArray();
        columns = [.. columns[..^1], .. RepeatColumns.Create(repeats), columns[^1]];
        // Trials of a list have the metric that they are sorted by, and no other.
        if (trials.SelectMany(trial => trial.Metrics.Keys).FirstOrDefault() is not { } name) return new(columns);
        var sorted = TrialColumns.Metrics with
        {
            Title = name,
            Shown = trial => trial.Metrics.TryGetValue(name, out var value) ? ShortText.Format(value) : "",
            Right = true,
        };
        return new([.. columns[..^1], sorted, columns[^1]]);
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Linq.Expressions;
using Experiments.Search.States;
using Experiments.Storage.Filters;
using Experiments.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Experiments.Storage.Queries;

/// <summary>
/// Summarizes groups of trials. The database reads each trial once, and again for deviations in SQLite.
/// </summary>
internal sealed class GroupReads(ExperimentsDb db, TrialGrouping grouping)
{
    // In no JSON, where control characters are escaped.
    private const char Separator = '\u001f';

    private const int MostValues = 1_000;

    // For each group of the result.
    private const int BestTrials = 4;

    // Fewer trials are summarized faster than one more query is asked.
    private const int ManyTrials = 100_000;

    private readonly IStoredParameters _parameters = IStoredParameters.Of(db);

    /// <summary>
    /// Returns the groups, best mean first, those without one last; at most the limit of the trials' filter.
    /// </summary>
    public async Task<IReadOnlyList<TrialGroup>> ListAsync(TrialRows rows, CancellationToken cancel)
    {
        var trials = Trials(rows);
        var found = await AmongBestAsync(rows, trials, cancel)
            ?? await Ordered(Summaries(trials)).Take(grouping.Trials.Limit).ToListAsync(cancel);
        var deviations = db is PostgresDb ? [] : await DeviationsAsync(trials, cancel);
        var best = await BestAsync(trials, found, cancel);
        return
        [
            .. found.Select(group => new TrialGroup(
                Read(group.Key), group.Trials, group.Count, group.Mean,
                group.Count < 2 ? (group.Count == 0 ? null : 0) : group.Deviation ?? deviations[group.Key],
                BestOf(group), best.TryGetValue(group.Key, out var number) ? number : null)),
        ];
    }

    // Conditions on points are asked separately of the trials with packed curves.
    private IQueryable<GroupedTrial> Trials(TrialRows rows)
    {
        var filter = grouping.Trials;
        return db is PostgresDb && filter.Where?.ReadsPoints() == true
            ? rows.Choose(rows.Packed, filter, arePacked: true).Select(Grouped())
                .Concat(rows.Choose(rows.Others, filter, arePacked: false).Select(Grouped()))
            : rows.Choose(rows.All, filter, arePacked: false).Select(Grouped());
    }

    // A group without any of the best trials has a worse mean than they. So where groups are about as many as trials,
    // as for a learning rate, only those of the best trials are summarized. Returns null if these are not the best
    // groups for certain.
    private async Task<List<GroupSummary>?> AmongBestAsync(
        TrialRows rows, IQueryable<GroupedTrial> trials, CancellationToken cancel)
    {
        if (db is not PostgresDb || grouping.Trials is not { Where: null, Status: null, Limit: var limit }
            || !grouping.By.Any(field => field is TrialField.Parameter)
            || !await rows.AreMoreThanAsync(ManyTrials, cancel))
            return null;
        var counted = trials.Where(
            trial => trial.Status == TrialStatus.Completed && trial.Final != null && trial.Violation == null);
        var best = await (grouping.Goal == Goal.Maximize
                ? counted.OrderByDescending(trial => trial.Final)
                : counted.OrderBy(trial => trial.Final))
            .Take(limit * BestTrials).Select(trial => new { trial.Key, trial.Final }).ToListAsync(cancel);
        var keys = best.Select(trial => trial.Key).Distinct().ToArray();
        if (best.Count < limit * BestTrials || keys.Length <= limit) return null;
        var found = await Ordered(Summaries(trials.Where(trial => keys.Contains(trial.Key)))).Take(limit)
            .ToListAsync(cancel);
        var last = best[^1].Final;
        return grouping.Goal == Goal.Maximize
            ? found[^1].Mean > last ? found : null
            : found[^1].Mean < last ? found : null;
    }

    private IQueryable<GroupSummary> Summaries(IQueryable<GroupedTrial> trials)
    {
        var groups = trials.GroupBy(trial => trial.Key);
        // SQLite has no function for the deviation.
        return db is PostgresDb
            ? groups.Select(group => new GroupSummary
            {
                Key = group.Key,
                Trials = group.Count(),
                Count = group.Count(trial => trial.Objective != null),
                Mean = group.Average(trial => trial.Objective),
                Least = group.Min(trial => trial.Objective),
                Greatest = group.Max(trial => trial.Objective),
                Deviation = EF.Functions.StandardDeviationSample(group.Select(trial => trial.Objective!.Value)),
            })
            : groups.Select(group => new GroupSummary
            {
                Key = group.Key,
                Trials = group.Count(),
                Count = group.Count(trial => trial.Objective != null),
                Mean = group.Average(trial => trial.Objective),
                Least = group.Min(trial => trial.Objective),
                Greatest = group.Max(trial => trial.Objective),
            });
    }

    private double? BestOf(GroupSummary group) => grouping.Goal == Goal.Maximize ? group.Greatest : group.Least;

    private IQueryable<GroupSummary> Ordered(IQueryable<GroupSummary> groups)
    {
        var known = groups.OrderBy(group => group.Mean == null);
        return (grouping.Goal == Goal.Maximize
            ? known.ThenByDescending(group => group.Mean)
            : known.ThenBy(group => group.Mean)).ThenBy(group => group.Key);
    }

    private static async Task<Dictionary<string, double>> DeviationsAsync(
        IQueryable<GroupedTrial> trials, CancellationToken cancel)
    {
        var counted = trials.Where(trial => trial.Objective != null);
        var means = counted.GroupBy(trial => trial.Key)
            .Select(group => new { group.Key, Mean = group.Average(trial => trial.Objective!.Value) });
        var squares = await counted
            .Join(
                means, trial => trial.Key, mean => mean.Key,
                (trial, mean) => new
                {
                    trial.Key,
                    Square = (trial.Objective!.Value - mean.Mean) * (trial.Objective!.Value - mean.Mean),
                })
            .GroupBy(trial => trial.Key)
            .Select(group => new { group.Key, Count = group.Count(), Sum = group.Sum(trial => trial.Square) })
            .ToListAsync(cancel);
        return squares.ToDictionary(
            group => group.Key, group => Math.Sqrt(group.Sum / Math.Max(1, group.Count - 1)), StringComparer.Ordinal);
    }

    // The values are indexed.
    private async Task<Dictionary<string, int>> BestAsync(
        IQueryable<GroupedTrial> trials, IReadOnlyList<GroupSummary> groups, CancellationToken cancel)
    {
        var values = groups.Where(group => BestOf(group) is not null)
            .ToDictionary(group => group.Key, BestOf, StringComparer.Ordinal);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        // A query has a limited number of parameters.
        foreach (var wanted in values.Values.Distinct().Chunk(MostValues))
        {
            var candidates = await trials
                .Where(trial => trial.Status == TrialStatus.Completed && trial.Violation == null
                    && wanted.Contains(trial.Final))
                .Select(trial => new { trial.Key, trial.Final, trial.Number }).ToListAsync(cancel);
            foreach (var trial in candidates)
            {
                if (!values.TryGetValue(trial.Key, out var best) || best != trial.Final) continue;
                numbers[trial.Key] = Math.Min(trial.Number, numbers.GetValueOrDefault(trial.Key, int.MaxValue));
            }
        }

        return numbers;
    }

    private Expression<Func<TrialRow, GroupedTrial>> Grouped()
    {
        var separator = Separator.ToString();
        var key = grouping.By.Select(KeyOf).Aggregate(
            (first, second) => first.With(second, (a, b) => a + separator + b));
        Expression<Func<TrialRow, TrialRow>> itself = row => row;
        return itself.With(key, (row, text) => new GroupedTrial
        {
            Key = text,
            Number = row.Trial.Number,
            Status = row.Trial.Status,
            Final = row.Trial.Objective,
            Violation = row.Trial.Violation,
            Objective = row.Trial.Status == TrialStatus.Completed && row.Trial.Violation == null
                ? row.Trial.Objective
                : null,
        });
    }

    private Expression<Func<TrialRow, string>> KeyOf(TrialField field) => field switch
    {
        TrialField.Parameter parameter => _parameters.Text(parameter.Name),
        TrialField.Column { Name: "status" } => StatusText,
        TrialField.Column { Name: "node" } => row => row.Trial.Node,
        TrialField.Column { Name: "cause" } => row => row.Trial.Cause ?? "",
        TrialField.Column { Name: "attempt" } => row => row.Trial.Attempt.ToString(),
        TrialField.Column { Name: "restarts" } => row => row.Trial.Restarts.ToString(),
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    // Only whether a trial runs depends on more than its row.
    private static Expression<Func<TrialRow, string>> StatusText => row =>
        row.Trial.Status == TrialStatus.Completed ? "completed"
        : row.Trial.Status == TrialStatus.Pruned ? "pruned"
        : row.Trial.Status == TrialStatus.Failed ? "failed"
        : row.Trial.Status == TrialStatus.Cancelled ? "cancelled"
        : row.Trial.Status == TrialStatus.Paused ? "paused"
        : row.Status == TrialStatus.Running ? "running" : "waiting";

    private ImmutableArray<ParameterValue?> Read(string key) =>
        [.. key.Split(Separator).Zip(grouping.By, (text, field) => Read(field, text))];

    private ParameterValue? Read(TrialField field, string text) => field switch
    {
        TrialField.Parameter =>
            _parameters.ReadText(text) is var value && value is not ParameterValue.Null ? value : null,
        TrialField.Column { Type: TrialColumnType.Number } =>
            new ParameterValue.Integer(long.Parse(text, CultureInfo.InvariantCulture)),
        _ => text.Length == 0 ? null : new ParameterValue.Text(text),
    };

    private sealed class GroupedTrial
    {
        public required string Key { get; init; }

        public int Number { get; init; }

        public TrialStatus Status { get; init; }

        public double? Final { get; init; }

        public double? Violation { get; init; }

        public double? Objective { get; init; }
    }

    private sealed class GroupSummary
    {
        public required string Key { get; init; }

        public int Trials { get; init; }

        public int Count { get; init; }

        public double? Mean { get; init; }

        public double? Least { get; init; }

        public double? Greatest { get; init; }

        public double? Deviation { get; init; }
    }
}

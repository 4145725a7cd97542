using System.Diagnostics;
using System.Globalization;
using Experiments.Bench.Shared;
using Experiments.Storage.Filters;
using Experiments.Storage.Queries;
using Experiments.Workloads;
using Npgsql;
using Spectre.Console;

namespace Experiments.Bench.Database;

/// <summary>Times the queries that commands ask, each several times after a first time that does not count.</summary>
internal sealed class QueryTimes(SweepQueries queries, NpgsqlDataSource source, SweepDetail sweep)
{
    private const int Rounds = 3;

    private readonly Table _table = new Table().AddColumns("query", "rows", "ms, median", "fastest", "slowest");

    private int Key => sweep.Summary.Key;

    /// <summary>Returns a table of all times.</summary>
    public async Task<Table> MeasureAsync(int curves)
    {
        await AddAsync("ls", async () => (await queries.ListAsync(new())).Count);
        await AddAsync("best", async () => (await queries.ListBestAsync(sweep)).Count);
        await AddAsync("show SWEEP", ShowAsync);
        await AddAsync("show SWEEP/TRIAL", async () => await queries.FindTrialAsync(new(Key, 5)) is null ? 0 : 1);
        await AddAsync("trials", () => CountAsync(new TrialFilter()));
        foreach (var sort in (string[])["objective", "train_loss", "learning_rate", "time", "status"])
        {
            var by = await FieldAsync(sort);
            await AddAsync($"trials --sort {sort}", () => CountAsync(new TrialFilter { SortBy = by }));
        }

        foreach (var where in (string[])
            [
                "optimizer=adam and val_loss<0.3", "learning_rate<1e-4", "learning_rate<0", "train_loss<0.3",
                "optimizer=adam and train_loss<0", "train_loss<0", "train_loss<0.3 or optimizer=adam",
                "status=failed and not layers in (1, 2)",
            ])
        {
            var filter = new TrialFilter { Where = await ReadAsync(where) };
            await AddAsync($"trials --where '{where}'", () => CountAsync(filter));
        }

        var sorted = new TrialFilter
        {
            Where = await ReadAsync("optimizer=adam and train_loss<0.3"),
            SortBy = new TrialField.Objective(),
        };
        await AddAsync(
            "trials --where 'optimizer=adam and train_loss<0.3' --sort objective", () => CountAsync(sorted));
        foreach (var (by, where) in ((string, string?)[])
            [
                ("optimizer", null), ("optimizer,batch_size", null), ("status", null), ("node", null),
                ("learning_rate", null), ("optimizer", "val_loss<0.3"), ("optimizer", "train_loss<0.3"),
            ])
        {
            var fields = await Task.WhenAll(by.Split(',').Select(FieldAsync));
            var grouping = new TrialGrouping
            {
                By = [.. fields],
                Goal = Goal.Minimize,
                Trials = new TrialFilter { Where = where is null ? null : await ReadAsync(where) },
            };
            await AddAsync(
                $"trials --group-by {by}" + (where is null ? "" : $" --where '{where}'"),
                async () => (await queries.ListGroupsAsync(Key, grouping)).Count);
        }

        await AddAsync("trial_curves, one trial", () => CurvesAsync("trial = 5"));
        await AddAsync(
            $"trial_curves, val_loss of {curves:n0} trials",
            () => CurvesAsync($"trial < {curves} and metric = 'val_loss'"));
        return _table;
    }

    private async Task<int> ShowAsync()
    {
        var found = await queries.FindAsync(sweep.Summary.Id);
        if (found is not null) await queries.ListRankedAsync(Key, found.Summary.Goal, limit: 5_000);
        await queries.TrainedAsync(sweep.Summary.Id);
        return found is null ? 0 : 1;
    }

    private async Task<int> CountAsync(TrialFilter filter) => (await queries.ListTrialsAsync(Key, filter)).Count;

    private async Task<TrialField> FieldAsync(string name)
    {
        var field = FieldName.Parse(name);
        return (await queries.FindFieldsAsync(sweep, [field]))[field].Field!;
    }

    private async Task<TrialCondition> ReadAsync(string filter)
    {
        var syntax = FilterParser.Parse(filter);
        return FilterBinder.Bind(syntax, await queries.FindFieldsAsync(sweep, syntax.Names()));
    }

    private async Task<int> CurvesAsync(string where)
    {
        await using var command = source.CreateCommand(
            $"select trial, metric, step, at, value from trial_curves where sweep = '{sweep.Summary.Id}' and {where}");
        await using var reader = await command.ExecuteReaderAsync();
        var rows = 0;
        for (; await reader.ReadAsync(); rows++) _ = reader.GetDouble(4);
        return rows;
    }

    private async Task AddAsync(string name, Func<Task<int>> ask)
    {
        var rows = await ask();
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            await ask();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        _table.AddRow(
            Markup.Escape(name), rows.ToString("n0", CultureInfo.InvariantCulture),
            Write(Medians.Of(times)), Write(times.Min()), Write(times.Max()));
    }

    private static string Write(double milliseconds) => milliseconds.ToString("n1", CultureInfo.InvariantCulture);
}

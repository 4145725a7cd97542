using Experiments.Search.States;
using Experiments.Storage.Databases;
using Experiments.Storage.Filters;
using Experiments.Storage.Queries;
using Experiments.Storage.Tests.Backends;
using Experiments.Testing.Postgres;

namespace Experiments.Storage.Tests.Filters;

public abstract class TrialSortTests : IAsyncLifetime
{
    private FilteredSweep? _sweep;

    private FilteredSweep Sweep => _sweep!;

    private bool IsPostgres => Sweep.Storage.Database is PostgresDatabase;

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected abstract Task<DatabaseHarness> OpenAsync();

    public async ValueTask InitializeAsync() => _sweep = await FilteredSweep.CreateAsync(await OpenAsync(), Cancel);

    public async ValueTask DisposeAsync()
    {
        if (_sweep is not null) await _sweep.Storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Some of the curves are packed, and some trials have none.</summary>
    [Fact]
    public async Task ListTrials_EverySortFilterAndLimit_IsTheBeginningOfTheWholeOrder()
    {
        var trials = await Sweep.ReadAsync(Cancel);
        foreach (var (sort, key) in Keys())
        {
            foreach (var (text, matches) in Filters())
            {
                foreach (var descending in (bool[])[false, true])
                {
                    var known = trials.Where(trial => matches(trial) && key(trial) is not null)
                        .Order(Comparer<FilteredTrial>.Create((a, b) =>
                            Comparer<IComparable>.Default.Compare(key(a), key(b)) is var order && order != 0
                                ? descending ? -order : order
                                : a.Summary.Number - b.Summary.Number));
                    var unknown = trials.Where(trial => matches(trial) && key(trial) is null);
                    var expected = known.Concat(unknown).Select(trial => trial.Summary.Number).ToList();
                    foreach (var limit in (int[])[1, 9, 1_000])
                    {
                        var filter = new TrialFilter
                        {
                            Where = text is null ? null : await ReadAsync(text),
                            SortBy = sort,
                            Descending = descending,
                            Limit = limit,
                        };
                        (await Sweep.Storage.Queries.ListTrialsAsync(Sweep.Detail.Summary.Key, filter, Cancel))
                            .Select(trial => trial.Number)
                            .ShouldBe(expected.Take(limit), $"{sort} {descending} {limit} {text}");
                    }
                }
            }
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task ListTrials_ByObjective_CompletedTrialsComeFirst(bool descending)
    {
        var sign = descending ? -1 : 1;
        var trials = await Sweep.ReadAsync(Cancel);
        foreach (var (text, matches) in Filters())
        {
            var expected = trials.Where(matches).Select(trial => trial.Summary)
                .OrderBy(trial => trial is not { Status: TrialStatus.Completed, Objective: not null })
                .ThenBy(trial => trial.Objective is null && !double.IsFinite(trial.Latest ?? double.NaN))
                .ThenBy(trial => sign * (trial.Objective
                    ?? (double.IsFinite(trial.Latest ?? double.NaN) ? trial.Latest!.Value : 0)))
                .ThenBy(trial => trial.Number).Select(trial => trial.Number).ToList();
            foreach (var limit in (int[])[1, 3, 9, 30, 1_000])
            {
                var filter = new TrialFilter
                {
                    Where = text is null ? null : await ReadAsync(text),
                    SortBy = new TrialField.Objective(),
                    Descending = descending,
                    Limit = limit,
                };
                (await Sweep.Storage.Queries.ListTrialsAsync(Sweep.Detail.Summary.Key, filter, Cancel))
                    .Select(trial => trial.Number).ShouldBe(expected.Take(limit), $"{limit} {text}");
            }
        }
    }

    [Fact]
    public async Task HasMetric_OfAnotherSweepOrNone_IsFalse()
    {
        var (key, queries) = (Sweep.Detail.Summary.Key, Sweep.Storage.Queries);
        await Sweep.Storage.ExecuteAsync("insert into metric_names (id, name) "
            + (IsPostgres ? "overriding system value " : "") + "values (99, 'of nothing')");
        foreach (var metric in (string[])["val_loss", "loss", "odd 'name'"])
            (await queries.HasMetricAsync(key, metric, Cancel)).ShouldBeTrue(metric);
        foreach (var metric in (string[])["of nothing", "unknown"])
            (await queries.HasMetricAsync(key, metric, Cancel)).ShouldBeFalse(metric);

        foreach (var rows in IsPostgres ? (string[])["metric_rows", "packed_curves"] : ["metrics"])
        {
            (await queries.HasMetricAsync(key, "loss", Cancel)).ShouldBeTrue(rows);
            await Sweep.Storage.ExecuteAsync($"delete from {rows} where trial_id between {(long)key << 32} "
                + $"and {((long)key << 32) + int.MaxValue}");
        }

        (await queries.HasMetricAsync(key, "loss", Cancel)).ShouldBeFalse();
        (await queries.HasMetricAsync(key + 1, "loss", Cancel)).ShouldBeTrue();
    }

    private static IEnumerable<(TrialField Sort, Func<FilteredTrial, IComparable?> Key)> Keys()
    {
        foreach (var metric in (string[])["loss", "odd 'name'"])
        {
            yield return (
                new TrialField.Metric(metric),
                trial => trial.Newest.TryGetValue(metric, out var value) && double.IsFinite(value) ? value : null);
        }

        foreach (var parameter in (string[])["learning_rate", "layers", "batch size"])
        {
            yield return (
                new TrialField.Parameter(parameter),
                trial => trial.Summary.Assignment.TryGet(parameter, out var value) ? value!.ToReal() : null);
        }

        (string Name, Func<TrialSummary, IComparable?> Key)[] columns =
        [
            ("trial", trial => trial.Number), ("step", trial => trial.Step), ("attempt", trial => trial.Attempt),
            ("restarts", trial => trial.Restarts), ("started_at", trial => trial.StartedAt),
            ("pinned", trial => trial.Pinned), ("node", trial => new Ordinal(trial.Node)),
            ("status", trial => new Ordinal(trial.Status.ToString().ToLowerInvariant())),
            ("cause", trial => trial.Cause is null ? null : new Ordinal(trial.Cause)),
        ];
        foreach (var (name, key) in columns) yield return (new TrialField.Column(name), trial => key(trial.Summary));
    }

    private static IEnumerable<(string? Text, Func<FilteredTrial, bool> Matches)> Filters()
    {
        yield return (null, _ => true);
        yield return ("layers >= 2", trial =>
            trial.Summary.Assignment.TryGet("layers", out var layers) && layers!.ToReal() >= 2);
        yield return ("metric.loss < 0.5", trial =>
            trial.Newest.TryGetValue("loss", out var loss) && double.IsFinite(loss) && loss < 0.5);
        yield return ("metric.loss is null or trial < 10", trial =>
            !trial.Newest.TryGetValue("loss", out var loss) || !double.IsFinite(loss) || trial.Summary.Number < 10);
    }

    private Task<TrialCondition> ReadAsync(string filter) => ReadAsync(Sweep.Storage, Sweep.Detail, filter);

    private protected static async Task<TrialCondition> ReadAsync(
        DatabaseHarness storage, SweepDetail sweep, string filter)
    {
        var syntax = FilterParser.Parse(filter);
        return FilterBinder.Bind(syntax, await storage.Queries.FindFieldsAsync(sweep, syntax.Names(), Cancel));
    }

    /// <summary>A text that compares as the databases of these tests compare texts.</summary>
    private sealed record Ordinal(string Text) : IComparable
    {
        public int CompareTo(object? other) => string.CompareOrdinal(Text, ((Ordinal)other!).Text);
    }
}

public sealed class SqliteTrialSortTests : TrialSortTests
{
    private protected override Task<DatabaseHarness> OpenAsync() => DatabaseHarness.OpenSqliteAsync();
}

public sealed class PostgresTrialSortTests(SharedPostgres postgres) : TrialSortTests
{
    private protected override Task<DatabaseHarness> OpenAsync() => DatabaseHarness.OpenPostgresAsync(postgres);

    /// <summary>
    /// The condition is first tried on twenty trials for each of the list. Trial 50 is not packed yet.
    /// </summary>
    [Theory]
    [InlineData("trial >= 10", 10), InlineData("trial >= 30", 30), InlineData("trial = 50 or trial = 49", 49)]
    [InlineData("trial >= 50", 50), InlineData("trial = 99", 99)]
    public async Task ListTrials_TheBestTrialsDoNotFulfilTheCondition_FindsTheBestThatDoes(string where, int expected)
    {
        await using var storage = await OpenAsync();
        var sweep = await FilteredSweep.CreateEmptyAsync(storage, Cancel);
        await storage.ExecuteAsync(
            $"""
            insert into trials (
                id, sweep_key, number, status, attempt, restarts, node, assignment, objective, packed)
            select ({sweep.Summary.Key}::bigint << 32) + i, {sweep.Summary.Key}, i, 'completed', 1, 0, 'node', '{"{}"}',
                   i, i <> 50
            from generate_series(0, 99) i
            """);
        var filter = new TrialFilter
        {
            Where = await ReadAsync(storage, sweep, where),
            SortBy = new TrialField.Objective(),
            Limit = 1,
        };
        (await storage.Queries.ListTrialsAsync(sweep.Summary.Key, filter, Cancel)).Select(trial => trial.Number)
            .ShouldBe([expected]);
    }

    /// <summary>So many trials that only the groups of the best ones are summarized, if that is enough.</summary>
    [Theory]
    [InlineData(Goal.Minimize, 1), InlineData(Goal.Maximize, 1), InlineData(Goal.Minimize, 2)]
    [InlineData(Goal.Maximize, 2)]
    public async Task ListGroups_AboutAsManyAsTrials_AreThoseWithTheBestMeans(Goal goal, int each)
    {
        await using var storage = await OpenAsync();
        var sweep = await FilteredSweep.CreateEmptyAsync(storage, Cancel);
        // Every second trial of a group is as far from the middle as the first one, in the other direction.
        await storage.ExecuteAsync(
            $"""
            insert into trials (id, sweep_key, number, status, attempt, restarts, node, assignment, objective)
            select ({sweep.Summary.Key}::bigint << 32) + i, {sweep.Summary.Key}, i, 'completed', 1, 0, 'node',
                   json_build_object('learning_rate', (i / {each}) + 0.5),
                   case i % {each} when 0 then hashint4(i / {each}) else -hashint4(i / {each})::bigint + i % 1000 end
            from generate_series(0, 110000) i
            """);
        var grouping = new TrialGrouping
        {
            By = [new TrialField.Parameter("learning_rate")],
            Goal = goal,
            Trials = new TrialFilter { Limit = 50 },
        };
        var groups = await storage.Queries.ListGroupsAsync(sweep.Summary.Key, grouping, Cancel);

        var expected = await storage.QueryAsync(
            $"""
            select (assignment ->> 'learning_rate')::double precision, avg(objective), count(*) from trials
            where sweep_key = {sweep.Summary.Key}
            group by 1 order by 2 {(goal == Goal.Maximize ? "desc" : "")}, 1 limit 50
            """,
            row => (row.GetDouble(0), row.GetDouble(1), row.GetInt64(2)));
        groups.Select(group => group.Mean!.Value).ShouldBe(expected.Select(group => group.Item2));
        groups.Select(group => (long)group.Trials).ShouldBe(expected.Select(group => group.Item3));
        groups.Where(group => group.Trials == each).ShouldNotBeEmpty();
    }
}

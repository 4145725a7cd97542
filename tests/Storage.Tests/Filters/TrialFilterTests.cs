using Experiments.Storage.Filters;
using Experiments.Storage.Queries;
using Experiments.Storage.Tests.Backends;
using Experiments.Testing.Postgres;

namespace Experiments.Storage.Tests.Filters;

public abstract class TrialFilterTests : IAsyncLifetime
{
    private FilteredSweep? _sweep;

    private FilteredSweep Sweep => _sweep!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected abstract Task<DatabaseHarness> OpenAsync();

    public async ValueTask InitializeAsync() => _sweep = await FilteredSweep.CreateAsync(await OpenAsync(), Cancel);

    public async ValueTask DisposeAsync()
    {
        if (_sweep is not null) await _sweep.Storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public Task ListTrials_RandomFilters_AreWhatEachTrialSays() => ShouldBeWhatEachTrialSaysAsync(filters: 500);

    /// <summary>Takes some minutes. Run by tests/filters.</summary>
    [Fact(Explicit = true)]
    public Task ListTrials_ThousandsOfRandomFilters_AreWhatEachTrialSays() =>
        ShouldBeWhatEachTrialSaysAsync(filters: 5_000);

    [Theory]
    [InlineData("trial in (3, 5, 7)", new[] { 3, 5, 7 })]
    [InlineData("trial < 2 or trial > 46.5", new[] { 0, 1, 47 })]
    [InlineData("not (trial >= 2)", new[] { 0, 1 })]
    [InlineData("status = pruned", new[] { 9, 10, 27, 28, 45, 46 })]
    [InlineData("cause = 'it''s broken' and time < 200", new[] { 12 })]
    [InlineData("finished_at is null and status = paused and time > 300", new[] { 33, 34 })]
    [InlineData("restarts = 1 and status = running and trial < 15", new[] { 2, 8, 14 })]
    [InlineData("restarts = 1 and status = waiting and trial < 15", new[] { 5, 11 })]
    [InlineData("pinned = true", new[] { 7 })]
    [InlineData("pinned != false and trial > 3", new[] { 7 })]
    [InlineData("not pinned = true and trial in (6, 7, 8)", new[] { 6, 8 })]
    [InlineData("pinned = false and trial in (6, 7, 8)", new[] { 6, 8 })]
    public async Task ListTrials_Columns_AreCompared(string filter, int[] expected) =>
        (await FindAsync(filter, Cancel)).ShouldBe(expected);

    [Fact]
    public async Task ListTrials_Times_AreComparedAsTimes()
    {
        var trials = await Sweep.ReadAsync(Cancel);
        var noon = trials[10].Summary.StartedAt.UtcDateTime.Date.AddDays(-2).AddHours(12);
        var expected = trials.Where(trial => trial.Summary.StartedAt > noon).Select(trial => trial.Summary.Number)
            .ToList();
        expected.Count.ShouldBeInRange(11, 14);

        (await FindAsync($"started_at > '{noon:yyyy-MM-ddTHH:mm}'", Cancel)).ShouldBe(expected);
        (await FindAsync($"started_at > '{noon.AddHours(2):yyyy-MM-dd HH:mm}:00+02:00'", Cancel)).ShouldBe(expected);
        (await FindAsync("started_at > 2999-01-01", Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ListTrials_FilterSortAndLimit_WorkTogether()
    {
        var condition = await ReadAsync("status in (completed, pruned) and `batch size` is not null", Cancel);
        var filter = new TrialFilter
        {
            Where = condition,
            SortBy = new TrialField.Metric("loss"),
            Descending = true,
            Limit = 3,
            Status = Search.States.TrialStatus.Completed,
        };
        var found = await Sweep.Storage.Queries.ListTrialsAsync(Sweep.Detail.Summary.Key, filter, Cancel);

        var expected = (await Sweep.ReadAsync(Cancel))
            .Where(trial => trial.Summary.Status == Search.States.TrialStatus.Completed
                && trial.Summary.Assignment.TryGet("batch size", out _))
            .OrderByDescending(trial => trial.Newest.GetValueOrDefault("loss", double.NaN) is var value
                && double.IsFinite(value) ? value : double.NegativeInfinity)
            .ThenBy(trial => trial.Summary.Number).Take(3);
        found.Select(trial => trial.Number).ShouldBe(expected.Select(trial => trial.Summary.Number));
    }

    /// <summary>Names and values that would mean something else in SQL or in a path of JSON.</summary>
    [Fact]
    public async Task ListTrials_DangerousTexts_FindTheirTrialsOrNone()
    {
        string[] attacks =
        [
            "'; drop table trials; --", "\"; drop table trials; --", "x' or '1'='1", "$.optimizer", "\\", "\\'", "\\\"",
            "%", "_", "@p0", "{0}", "\u202e", "a\nb", "/**/", "1; delete from sweeps", "$(id)", "`id`", "\"\"", "''",
            new string('x', 3_000),
        ];
        foreach (var attack in attacks.Concat(FilteredSweep.OddNames).Concat(FilteredSweep.Texts))
        {
            var value = $"'{attack.Replace("'", "''")}'";
            var expected = (await Sweep.ReadAsync(Cancel))
                .Where(trial => trial.Summary.Assignment.TryGet("optimizer", out var text)
                    && text == new ParameterValue.Text(attack))
                .Select(trial => trial.Summary.Number);
            (await FindAsync($"optimizer = {value}", Cancel)).ShouldBe(expected, attack);
            (await FindAsync($"cause = {value} or node in ({value}, {value})", Cancel)).ShouldBeEmpty(attack);

            var name = $"`{attack.Replace("`", "``")}`";
            if (FilteredSweep.OddNames.Contains(attack))
            {
                var having = (await Sweep.ReadAsync(Cancel))
                    .Where(trial => trial.Summary.Assignment.TryGet(attack, out _))
                    .Select(trial => trial.Summary.Number).ToList();
                having.ShouldNotBeEmpty();
                (await FindAsync($"{name} is not null", Cancel)).ShouldBe(having, attack);
                (await FindAsync($"parameter.{name} >= 0", Cancel)).ShouldBe(having, attack);
                var sorted = await Sweep.Storage.Queries.ListTrialsAsync(
                    Sweep.Detail.Summary.Key, new TrialFilter { SortBy = new TrialField.Parameter(attack) }, Cancel);
                sorted.Take(having.Count).Select(trial => trial.Number).ShouldBe(having, ignoreOrder: true);
            }
            else if (attack.Length > 0)
            {
                (await Should.ThrowAsync<UserErrorException>(() => FindAsync($"{name} = 1", Cancel))).Message
                    .ShouldStartWith("character 1 of the filter: sweep 'odd' has no metric, parameter or column '");
            }

            await Sweep.Storage.Queries.ListTrialsAsync(
                Sweep.Detail.Summary.Key, new TrialFilter { SortBy = new TrialField.Metric(attack) }, Cancel);
        }

        (await Sweep.Storage.QueryAsync("select count(*) from trials", row => row.GetInt64(0))).Single()
            .ShouldBe(2 * FilteredSweep.Trials);
        (await Sweep.Storage.QueryAsync("select count(*) from sweeps", row => row.GetInt64(0))).Single().ShouldBe(2);
    }

    [Fact]
    public async Task FindFields_TextThatNoDatabaseHas_IsUnknown()
    {
        foreach (var field in new[] { new FieldName("x\0"), new FieldName("x\ud800") })
        {
            (await Sweep.Storage.Queries.FindFieldsAsync(Sweep.Detail, [field], Cancel))[field].IsFound
                .ShouldBeFalse();
        }
    }

    [Fact]
    public async Task ListTrials_Garbage_OnlyThrowsUserErrors()
    {
        var random = new Random(7);
        var accepted = 0;
        for (var i = 0; i < 5_000; i++)
        {
            var text = FilterGarbage.Create(random);
            try
            {
                await FindAsync(text, Cancel);
                accepted++;
            }
            catch (UserErrorException)
            {
                // Refused, as it should be.
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                throw new InvalidOperationException($"The filter was: {text}", fault);
            }
        }

        accepted.ShouldBeLessThan(500);
        (await FindAsync("trial >= 0", Cancel)).Count.ShouldBe(FilteredSweep.Trials);
    }

    [Theory]
    [InlineData(
        "optimiser=adam",
        "character 1 of the filter: sweep 'odd' has no metric, parameter or column 'optimiser'; did you mean "
        + "'optimizer'?")]
    [InlineData(
        "trial=1 and metric.los<1",
        "character 13 of the filter: sweep 'odd' has no metric 'los'; did you mean 'loss'?")]
    [InlineData(
        "parameter.layer=1",
        "character 1 of the filter: sweep 'odd' has no parameter 'layer'; did you mean 'layers'?")]
    [InlineData(
        "column.layers=1",
        "character 1 of the filter: sweep 'odd' has no column 'layers'; there are objective, latest, trial, "
        + "status, step, attempt, restarts, elapsed_seconds, time, started_at and 6 more")]
    [InlineData("val_loss<adam", "character 10 of the filter: 'val_loss' needs a number, not 'adam'")]
    [InlineData("optimizer<adam", "character 11 of the filter: the comparison needs a number, not 'adam'")]
    [InlineData(
        "status=complete",
        "character 8 of the filter: no status is called 'complete'; did you mean 'completed'?")]
    [InlineData("status<completed", "character 8 of the filter: 'status' has no order; use =, != or in")]
    [InlineData("node=1", "character 6 of the filter: 'node' is text; write '1' in quotes")]
    [InlineData(
        "started_at>1",
        "character 12 of the filter: '1' is not a time; write a day or a time in quotes, such as "
        + "'2026-11-29' or '2026-11-29T10:30Z'")]
    public async Task ReadFilter_DoesNotFitTheSweep_SaysWhereAndWhat(string filter, string expected) =>
        (await Should.ThrowAsync<UserErrorException>(() => ReadAsync(filter, Cancel))).Message.ShouldBe(expected);

    private async Task ShouldBeWhatEachTrialSaysAsync(int filters)
    {
        var trials = await Sweep.ReadAsync(Cancel);
        var matches = 0;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, filters),
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancel },
            async (seed, cancel) =>
            {
                var filter = RandomFilter.Create(new Random(seed));
                var expected = trials.Where(trial => filter.Of(trial) == true).Select(trial => trial.Summary.Number);
                var found = await FindAsync(filter.Text, cancel);
                found.ShouldBe(expected, $"filter {seed}: {filter.Text}");
                if (found.Count is > 0 and < FilteredSweep.Trials) Interlocked.Increment(ref matches);
            });
        // Most filters choose some trials and not all.
        matches.ShouldBeGreaterThan(filters / 2);
    }

    private async Task<TrialCondition> ReadAsync(string filter, CancellationToken cancel)
    {
        var syntax = FilterParser.Parse(filter);
        var fields = await Sweep.Storage.Queries.FindFieldsAsync(Sweep.Detail, syntax.Names(), cancel);
        return FilterBinder.Bind(syntax, fields);
    }

    private async Task<IReadOnlyList<int>> FindAsync(string filter, CancellationToken cancel)
    {
        var found = new TrialFilter { Where = await ReadAsync(filter, cancel) };
        return
        [
            .. (await Sweep.Storage.Queries.ListTrialsAsync(Sweep.Detail.Summary.Key, found, cancel))
                .Select(trial => trial.Number),
        ];
    }
}

public sealed class SqliteTrialFilterTests : TrialFilterTests
{
    private protected override Task<DatabaseHarness> OpenAsync() => DatabaseHarness.OpenSqliteAsync();
}

public sealed class PostgresTrialFilterTests(SharedPostgres postgres) : TrialFilterTests
{
    private protected override Task<DatabaseHarness> OpenAsync() => DatabaseHarness.OpenPostgresAsync(postgres);
}

using System.Globalization;
using Experiments.Storage.Configuration;
using Experiments.Storage.Schema;
using Experiments.Storage.Tests.Backends;
using Experiments.Storage.Tests.Schema;
using Experiments.Testing.Postgres;

namespace Experiments.Storage.Tests.Queries;

/// <summary>In PostgreSQL, triggers keep the counts of trials by status, and their training time.</summary>
public sealed class SweepCountsTests(SharedPostgres postgres)
{
    private const string Counted =
        "select sweep_key, running, waiting, paused, completed, pruned, failed, cancelled, "
        + "round(trained_seconds::numeric, 3) from sweep_counts "
        + "where running + waiting + paused + completed + pruned + failed + cancelled > 0 order by sweep_key";

    private const string Recounted =
        """
        select sweep_key,
               count(*) filter (where status = 'running'), count(*) filter (where status = 'waiting'),
               count(*) filter (where status = 'paused'), count(*) filter (where status = 'completed'),
               count(*) filter (where status = 'pruned'), count(*) filter (where status = 'failed'),
               count(*) filter (where status = 'cancelled'), round(sum(trained_seconds)::numeric, 3)
        from trials group by sweep_key order by sweep_key
        """;

    private const string Insert =
        "insert into trials (id, sweep_key, number, status, attempt, restarts, node, assignment, trained_seconds) ";

    private static readonly string[] Statuses =
        ["running", "waiting", "paused", "completed", "pruned", "failed", "cancelled"];

    [Fact]
    public async Task Counts_AfterAnyStatements_EqualARecount()
    {
        await using var storage = await DatabaseHarness.OpenAsync(Backend.Postgres, postgres);
        await InsertSweepsAsync(storage);
        var random = new Random(7);
        for (var step = 0; step < 60; step++)
        {
            var status = Statuses[random.Next(Statuses.Length)];
            var (from, to) = (random.Next(20), random.Next(20));
            await storage.ExecuteAsync(random.Next(4) switch
            {
                // Some of the rows are new, and some exist.
                0 => $"{Insert} select (s.key::bigint << 32) + n, s.key, n, '{status}', 1, 0, 'node', '{{}}', n / 7.0 "
                    + $"from sweeps s, generate_series({from}, {to}) n "
                    + "on conflict (id) do update set status = excluded.status",
                1 => $"update trials set status = '{status}' where number between {from} and {to}",
                2 => $"update trials set trained_seconds = trained_seconds + 0.3 where number >= {from}",
                _ => $"delete from trials where number = {from}",
            });
            (await RowsAsync(storage, Counted)).ShouldBe(await RowsAsync(storage, Recounted), $"step {step}");
        }

        (await RowsAsync(storage, Recounted)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Ensure_DatabaseFromBefore_CountsItsTrials()
    {
        var address = await (await postgres.GetAsync()).CreateDatabaseAsync();
        await using var database = new DatabaseOptions(address).Open();
        await LegacyDatabase.CreateAsync(database, LegacyMigration.All(database.Dialect).Count);
        await using var storage = await DatabaseHarness.OpenAsync(address, null, () => { }, migrate: false);
        await InsertSweepsAsync(storage);
        await storage.ExecuteAsync(
            $"{Insert} select (s.key::bigint << 32) + n, s.key, n, "
            + "(array['running', 'paused', 'failed'])[1 + n % 3], 1, 0, 'node', '{}', n "
            + "from sweeps s, generate_series(0, 9) n");

        await new StorageSchema(database).EnsureAsync(migrate: true, TestContext.Current.CancellationToken);

        (await RowsAsync(storage, Counted)).ShouldBe(["1|4|0|3|0|0|3|0|45.000", "2|4|0|3|0|0|3|0|45.000"]);
        (await RowsAsync(storage, "select trials, running, waiting, paused, failed, ended from sweep_progress"))
            .ShouldBe(["10|0|4|3|3|3", "10|0|4|3|3|3"], "their node is dead");
    }

    private static Task InsertSweepsAsync(DatabaseHarness storage) => storage.ExecuteAsync(
        "insert into sweeps (id, name, spec, workload, method, metric, goal, cluster, status, search_version) "
        + "select 's' || n, 's', '{}', 'mlp', 'random', 'loss', 'minimize', 'c', 'running', 1 "
        + "from generate_series(1, 2) n");

    private static Task<IReadOnlyList<string>> RowsAsync(DatabaseHarness storage, string sql) => storage.QueryAsync(
        sql,
        row => string.Join('|', Enumerable.Range(0, row.FieldCount).Select(
            column => Convert.ToString(row.GetValue(column), CultureInfo.InvariantCulture))));
}

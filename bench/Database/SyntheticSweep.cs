using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Spaces;
using Experiments.Storage.Queries;
using Experiments.Testing.Builders;
using Experiments.Workloads;
using Npgsql;

namespace Experiments.Bench.Database;

/// <summary>
/// A finished sweep that the server itself makes up, with the curves of <c>val_loss</c> and <c>train_loss</c> packed as
/// <see cref="Storage.Packing.CurvePacker"/> packs them.
/// </summary>
internal static class SyntheticSweep
{
    private const string Name = "synthetic";

    /// <summary>Finds the sweep, or writes it if it does not exist.</summary>
    /// <param name="source">The database.</param>
    /// <param name="sweeps">The store.</param>
    /// <param name="queries">The queries.</param>
    /// <param name="trials">The number of trials.</param>
    /// <param name="points">The number of points of each trial, half of them of each metric.</param>
    public static async Task<SweepDetail> FillAsync(
        NpgsqlDataSource source, ISweepStore sweeps, SweepQueries queries, int trials, int points)
    {
        if (await queries.FindAsync(Name) is { } existing) return existing;
        var sweep = await sweeps.CreateAsync(new NewSweep(Name, Spec(), "bench"), default);
        await ExecuteAsync(
            source,
            $"""
            update sweeps set status = 'completed', started_at = now() - interval '1 hour', finished_at = now()
            where key = {sweep.Key};
            insert into metric_names (name) values ('val_loss'), ('train_loss');
            insert into trials (
                id, sweep_key, number, status, attempt, restarts, node, assignment, objective, cause, started_at,
                finished_at, trained_seconds, packed)
            select ({sweep.Key}::bigint << 32) + i, {sweep.Key}, i,
                   case when i % 50 = 7 then 'failed' else 'completed' end, 1, i % 97 / 96, 'node-' || i % 8,
                   json_build_object(
                       'optimizer', (array['adam', 'sgd', 'rmsprop'])[1 + i % 3],
                       'learning_rate', power(10, -5 + 4 * (i * 7919::bigint % 1000003) / 1000003.0),
                       'dropout', (i * 104729::bigint % 1000) / 2000.0,
                       'batch_size', (array[32, 64, 128, 256])[1 + i % 4],
                       'layers', 1 + i % 5),
                   case when i % 50 <> 7 then 0.1 + (i * 15485863::bigint % 1000000007) / 1000000007.0 end,
                   case when i % 50 = 7 then 'exit code 1' end,
                   now() - interval '1 hour', now(), 60 + i % 600, true
            from generate_series(0, {trials - 1}) i;
            insert into packed_curves (trial_id, metric_id, points, first_step, stride, steps, at, values)
            select ({sweep.Key}::bigint << 32) + i, n.id, {points / 2}, 1, 1, null, p.at, p.value
            from generate_series(0, {trials - 1}) i
            cross join metric_names n
            cross join lateral (
                select array_agg(
                           timestamptz '2026-01-01' + (i * 10 + s) * interval '1 second'
                           + (hashint4(i + s) & 65535) * interval '1 microsecond' order by s) as at,
                       array_agg(
                           0.05 * n.id + (i * 15485863::bigint % 1000000007) / 1000000007.0
                           + hashint8(i * 31 + s + n.id) / 2147483648.0 / s / 10 order by s) as value
                from generate_series(1, {points / 2}) s) p;
            """);
        await ExecuteAsync(source, "vacuum analyze");
        return (await queries.FindAsync(Name))!;
    }

    private static SweepSpec Spec()
    {
        var grid = SweepSpecs.Grid(Name, Goal.Minimize, "val_loss");
        string[] names = ["optimizer", "learning_rate", "dropout", "batch_size", "layers"];
        return grid with
        {
            Search = grid.Search with
            {
                Space = new([.. names.Select(name => new Parameter(name, new Distribution.Uniform(0, 1), []))]),
            },
        };
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }
}

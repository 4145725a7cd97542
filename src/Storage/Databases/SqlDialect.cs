using Experiments.Storage.Model;

namespace Experiments.Storage.Databases;

/// <summary>The parts of SQL that differ between the two databases.</summary>
internal sealed record SqlDialect
{
    public static SqlDialect Postgres { get; } = new()
    {
        Folder = "postgres",
        MetricRows = ColumnTypes.Postgres.MetricRows,
        Now = "now()",
        ForShare = " for share",
        ForUpdate = " for update",
        Json = parameter => $"{parameter}::json",
        Ago = seconds => $"now() - interval '{seconds} seconds'",
        FromNow = seconds => $"now() + interval '{seconds} seconds'",
        Seconds = (from, to) => $"coalesce(extract(epoch from {to} - {from}), 0)::double precision",
        Greatest = "greatest",
        StoredBytes = column => $"pg_column_size({column})",
        // In the order of the index, which PostgreSQL otherwise may not use, expecting many such curves.
        Packed = "(select c.trial_id from packed_curves c where c.metric_id = n.id "
            + "and c.trial_id between @first and @last order by c.trial_id limit 1) is not null",
        // Each of the two lists of statuses has an index.
        Unpacked = "not t.packed and (t.status in ('running', 'waiting', 'paused') "
            + "or t.status in ('completed', 'pruned', 'failed', 'cancelled'))",
        Newest = (column, metric) =>
            $"""
            case when t.packed
                then (select {LastPacked(column)} from packed_curves c
                    where c.trial_id = t.id and c.metric_id = {metric})
                else (select m.{column} from metric_rows m where m.trial_id = t.id and m.metric_id = {metric}
                    order by m.step desc limit 1)
            end
            """,
        // Ended attempts are summed as they end, so only running ones are read.
        TrainedTime = """
            select coalesce(c.trained_seconds, 0) + coalesce((
                select sum(v.seconds - t.trained_seconds)
                from trials t
                join trial_states v on v.id = t.id
                where t.sweep_key = s.key and t.status = 'running'), 0)
            from sweeps s
            left join sweep_counts c on c.sweep_key = s.key
            where s.id = @id
            """,
        // Not to_regclass, which can answer from a cache that does not know yet what another session has committed.
        TableExists = "select relname from pg_class where relname = @name and pg_table_is_visible(oid)",
    };

    public static SqlDialect Sqlite { get; } = new()
    {
        Folder = "sqlite",
        MetricRows = ColumnTypes.Sqlite.MetricRows,
        Now = "strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')",
        ForShare = "",
        ForUpdate = "",
        Json = parameter => parameter,
        Ago = seconds => $"strftime('%Y-%m-%d %H:%M:%f+00:00', 'now', '-{seconds} seconds')",
        FromNow = seconds => $"strftime('%Y-%m-%d %H:%M:%f+00:00', 'now', '+{seconds} seconds')",
        Seconds = (from, to) => $"coalesce((julianday({to}) - julianday({from})) * 86400.0, 0)",
        Greatest = "max",
        StoredBytes = column => $"length({column})",
        Packed = "false",
        Unpacked = "true",
        Newest = (column, metric) =>
            $"""
            (select m.{column} from metrics m where m.trial_id = t.id and m.metric_id = {metric}
                order by m.step desc limit 1)
            """,
        TrainedTime = "select coalesce(sum(seconds), 0) from trial_states where sweep = @id",
        TableExists = "select name from sqlite_master where type = 'table' and name = @name",
    };

    /// <summary>The name of the folders with files for this database in this assembly's resources.</summary>
    public required string Folder { get; init; }

    /// <summary>
    /// The table to which points are written. <c>metrics</c>, from which they are read, also contains those of packed
    /// curves.
    /// </summary>
    public required string MetricRows { get; init; }

    /// <summary>The current time of the database's clock.</summary>
    public required string Now { get; init; }

    /// <summary>
    /// The clause that protects the rows of a query against changes until the transaction ends. Empty for SQLite, which
    /// has one writer.
    /// </summary>
    public required string ForShare { get; init; }

    /// <summary>
    /// The clause that reserves the rows of a query for this transaction. Empty for SQLite, which has one writer.
    /// </summary>
    public required string ForUpdate { get; init; }

    /// <summary>Converts a text parameter to JSON.</summary>
    public required Func<string, string> Json { get; init; }

    /// <summary>The time that is a number of seconds before now.</summary>
    public required Func<int, string> Ago { get; init; }

    /// <summary>The time that is a number of seconds after now.</summary>
    public required Func<long, string> FromNow { get; init; }

    /// <summary>The seconds from one time to another, or 0 if one of them is null.</summary>
    public required Func<string, string, string> Seconds { get; init; }

    /// <summary>The function that returns the greatest of its arguments.</summary>
    public required string Greatest { get; init; }

    /// <summary>The bytes that a value takes, or null if it is null.</summary>
    public required Func<string, string> StoredBytes { get; init; }

    /// <summary>
    /// The condition that a trial from <c>@first</c> to <c>@last</c> has a packed curve of the metric <c>n</c>.
    /// </summary>
    public required string Packed { get; init; }

    /// <summary>The condition that the curves of the trial <c>t</c> are not packed.</summary>
    public required string Unpacked { get; init; }

    /// <summary>
    /// A column (<c>step</c>, <c>value</c> or <c>kind</c>) of the newest point of the trial <c>t</c> in a metric, whose
    /// id is the second argument. Null if there is none. No curve is unpacked.
    /// </summary>
    public required Func<string, string, string> Newest { get; init; }

    /// <summary>A query of the seconds that all attempts of the sweep with the id <c>@id</c> have trained.</summary>
    public required string TrainedTime { get; init; }

    /// <summary>A query that returns a text if the table <c>@name</c> exists.</summary>
    public required string TableExists { get; init; }

    // The last point of the packed curve c in the form of a row of the metrics. NaN is greater than infinity.
    private static string LastPacked(string column) => column switch
    {
        "step" => "coalesce(c.steps[c.points], c.first_step + (c.points - 1) * coalesce(c.stride, 0))",
        "value" => "case when c.last > '-infinity' and c.last < 'infinity' then c.last end",
        "kind" => "(case c.last when 'NaN' then 1 when 'infinity' then 2 when '-infinity' then 3 else 0 end)::smallint",
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, null),
    };
}

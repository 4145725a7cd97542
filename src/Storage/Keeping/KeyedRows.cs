using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Keeping;

/// <summary>
/// Deletes a range of rows of a table in short transactions, so that others who write wait a few milliseconds at most.
/// </summary>
/// <param name="Table">The table.</param>
/// <param name="Key">The columns of its primary key, all of them integers.</param>
/// <param name="Batch">The number of rows per transaction.</param>
[SuppressMessage("Security", "CA2100", Justification = "Names of tables and columns are constants of this assembly.")]
internal sealed record KeyedRows(string Table, IReadOnlyList<string> Key, int Batch)
{
    /// <summary>Returns the tables with the points of curves, by trial.</summary>
    public static IReadOnlyList<KeyedRows> Curves(SqlDialect dialect)
    {
        var rows = new KeyedRows(dialect.MetricRows, ["trial_id", "metric_id", "step"], 10_000);
        return dialect == SqlDialect.Postgres
            ? [rows, new("packed_curves", ["trial_id", "metric_id"], 1_000)]
            : [rows];
    }

    /// <summary>The lines that programs printed, by trial.</summary>
    public static KeyedRows Logs { get; } = new("trial_logs", ["trial_id", "attempt", "start"], 500);

    /// <summary>The trials by key.</summary>
    public static KeyedRows Trials { get; } = new("trials", ["id"], 1_000);

    /// <summary>The decisions by sweep.</summary>
    public static KeyedRows Events { get; } = new("sweep_events", ["sweep_key", "seq"], 1_000);

    /// <summary>
    /// Deletes the rows whose first key column is from <paramref name="first"/> to <paramref name="last"/>.
    /// </summary>
    public async Task DeleteAsync(Database database, long first, long last, CancellationToken cancel)
    {
        for (var from = (long[])[first]; from.Length > 0;)
        {
            var start = from;
            from = await database.WriteAsync(
                connection => DeleteSomeAsync(connection, start, last, cancel), cancel);
        }
    }

    // Returns the key of the first row that is left, or an empty key. Starting there, the next transaction does not
    // walk over what this one leaves behind in the index.
    private async Task<long[]> DeleteSomeAsync(
        DbConnection connection, long[] from, long last, CancellationToken cancel)
    {
        var columns = string.Join(", ", Key);
        var range = $"({string.Join(", ", Key.Take(from.Length))}) >= ({Text(from)}) and {Key[0]} <= {Text([last])}";
        var rest = await connection.QueryAsync(
            $"select {columns} from {Table} where {range} order by {columns} limit 1 offset {Batch}", [],
            row => Key.Select((_, ordinal) => row.GetInt64(ordinal)).ToArray(), cancel);
        var before = rest is [var next] ? $" and ({columns}) < ({Text(next)})" : "";
        await connection.ExecuteAsync($"delete from {Table} where {range}{before}", [], cancel);
        return rest is [var left] ? left : [];
    }

    private static string Text(long[] key) =>
        string.Join(", ", key.Select(value => value.ToString(CultureInfo.InvariantCulture)));
}

using System.Data.Common;
using System.Globalization;
using Experiments.Storage.Checkpoints;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Sizes;

/// <summary>
/// Measures what takes space. The bytes of each table on the disk, with its indexes, are distributed over sweeps by the
/// lengths of their rows, so that the parts add up to what the database really takes. Reads all rows.
/// </summary>
public sealed class SizeQueries(Database database, CheckpointOptions checkpoints)
{
    /// <summary>Returns the sizes.</summary>
    /// <exception cref="UserErrorException">The database cannot be read.</exception>
    public Task<DatabaseSize> ReadAsync(CancellationToken cancel = default) =>
        DatabaseFaults.ExplainAsync(
            database.Place, () => database.ReadAsync(connection => ReadAsync(connection, cancel), cancel));

    private async Task<DatabaseSize> ReadAsync(DbConnection connection, CancellationToken cancel)
    {
        var tables = new List<(SizeParts Part, IReadOnlyList<(int Sweep, double Weight)> Weights)>();
        foreach (var part in SizeParts.All(database.Dialect))
        {
            var weights = await connection.QueryAsync(
                part.Weights, [],
                row => ((int)row.GetInt64(0), Convert.ToDouble(row.GetValue(1), CultureInfo.InvariantCulture)), cancel);
            tables.Add((part, weights));
        }

        var (total, free) = await TotalAsync(connection, cancel);
        var bytes = await ScaleAsync(connection, tables, total - free, cancel);
        var sweeps = await connection.QueryAsync(
            "select key, id, name from sweeps", [],
            row => (Key: row.GetInt32(0), Id: row.GetString(1), Name: row.GetString(2)), cancel);
        var files = await FilesAsync(cancel);
        var sizes = sweeps.Select(sweep =>
        {
            long Of(SizeParts.Of kind) => bytes.GetValueOrDefault((sweep.Key, kind));
            return new SweepSize(
                sweep.Id, sweep.Name, Of(SizeParts.Of.Trials), Of(SizeParts.Of.Decisions), Of(SizeParts.Of.Curves),
                Of(SizeParts.Of.Logs), Of(SizeParts.Of.Checkpoints), Of(SizeParts.Of.Artifacts),
                files.GetValueOrDefault(sweep.Id));
        }).OrderByDescending(size => size.Total).ToList();
        var inside = sizes.Sum(size => size.Total - size.Files);
        return new DatabaseSize(sizes, Math.Max(0, total - free - inside), free);
    }

    /// <summary>Returns the bytes of the whole database, and those of them that are free.</summary>
    private async Task<(long Total, long Free)> TotalAsync(DbConnection connection, CancellationToken cancel)
    {
        if (database is PostgresDatabase)
            return (await ScalarAsync(connection, "select pg_database_size(current_database())", cancel), 0);
        var page = await ScalarAsync(connection, "pragma page_size", cancel);
        return (
            page * await ScalarAsync(connection, "pragma page_count", cancel),
            page * await ScalarAsync(connection, "pragma freelist_count", cancel));
    }

    // SQLite does not tell how much space a table takes, so that all tables share the used pages.
    private async Task<Dictionary<(int Sweep, SizeParts.Of Kind), long>> ScaleAsync(
        DbConnection connection,
        IReadOnlyList<(SizeParts Part, IReadOnlyList<(int Sweep, double Weight)> Weights)> tables, long used,
        CancellationToken cancel)
    {
        var all = tables.Sum(table => table.Weights.Sum(row => row.Weight));
        var bytes = new Dictionary<(int, SizeParts.Of), long>();
        foreach (var (part, weights) in tables)
        {
            var sum = weights.Sum(row => row.Weight);
            if (sum == 0) continue;
            var factor = database is PostgresDatabase
                ? await ScalarAsync(connection, $"select pg_total_relation_size('{part.Table}')", cancel) / sum
                : used / all;
            foreach (var (sweep, weight) in weights)
            {
                var key = (sweep, part.Kind);
                bytes[key] = bytes.GetValueOrDefault(key) + (long)(weight * factor);
            }
        }

        return bytes;
    }

    /// <summary>Returns the bytes of the large checkpoints and artifacts by the id of their sweep.</summary>
    private async Task<Dictionary<string, long>> FilesAsync(CancellationToken cancel)
    {
        var bytes = new Dictionary<string, long>();
        await foreach (var file in checkpoints.Files.ListAsync(DateTimeOffset.MaxValue, cancel))
            if (StoredFileName.SweepOf(file.Name) is { } sweep)
                bytes[sweep] = bytes.GetValueOrDefault(sweep) + file.Length;
        return bytes;
    }

    private static async Task<long> ScalarAsync(DbConnection connection, string sql, CancellationToken cancel) =>
        (await connection.QueryAsync(sql, [], row => row.GetInt64(0), cancel)).Single();
}

using Experiments.Storage.Databases;

namespace Experiments.Storage.Sizes;

/// <summary>Returns the space that deleted rows have left in an SQLite file to the disk.</summary>
public sealed class FileCompaction(Database database)
{
    /// <summary>
    /// Writes the file again without its free pages. Others can read meanwhile, and wait until the end to write. Does
    /// nothing on PostgreSQL, which fills the space by itself.
    /// </summary>
    /// <returns>False on PostgreSQL.</returns>
    /// <exception cref="UserErrorException">The file cannot be written, or the disk has no room for a copy.</exception>
    public Task<bool> RunAsync(CancellationToken cancel = default) =>
        DatabaseFaults.ExplainAsync(database.Place, async () => database is SqliteDatabase && await database.ReadAsync(
            async connection =>
            {
                await connection.ExecuteAsync("vacuum", [], cancel);
                await connection.ExecuteAsync("pragma wal_checkpoint(truncate)", [], cancel);
                return true;
            },
            cancel));
}

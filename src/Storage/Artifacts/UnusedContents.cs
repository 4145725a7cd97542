using System.Data.Common;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Artifacts;

/// <summary>Deletes content that no artifact has any more.</summary>
internal static class UnusedContents
{
    /// <summary>
    /// Deletes those of the contents that no artifact has. The content's row is locked before it is checked, so that
    /// another transaction cannot add an artifact with it in between: it also locks the row, and then finds it gone.
    /// </summary>
    /// <param name="connection">The connection, in a transaction.</param>
    /// <param name="dialect">The dialect of the database.</param>
    /// <param name="hashes">The hashes of the contents.</param>
    /// <param name="cancel">Cancels it.</param>
    /// <returns>The files of the deleted contents, which are to be deleted after the commit.</returns>
    public static async Task<IReadOnlyList<string>> DeleteAsync(
        DbConnection connection, SqlDialect dialect, IEnumerable<byte[]> hashes, CancellationToken cancel)
    {
        var files = new List<string>();
        // In order, so that two transactions never wait for each other in a circle.
        foreach (var hash in hashes.DistinctBy(Convert.ToHexString).OrderBy(
            Convert.ToHexString, StringComparer.Ordinal))
        {
            (string, object?)[] content = [("sha256", hash)];
            await connection.QueryAsync(
                $"select 1 from artifact_contents where sha256 = @sha256{dialect.ForUpdate}", content, _ => true,
                cancel);
            var gone = await connection.QueryAsync(
                """
                delete from artifact_contents
                where sha256 = @sha256 and not exists (select 1 from artifacts a where a.sha256 = @sha256)
                returning file
                """,
                content, row => row.TextOrNull(0), cancel);
            files.AddRange(gone.OfType<string>());
        }

        return files;
    }
}

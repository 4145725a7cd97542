using Experiments.Contracts.Proofs;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Clusters;

/// <summary>The secret of an SQLite database: a file of 64 hexadecimal digits next to it.</summary>
internal sealed class SecretFile(SqliteDatabase database)
{
    private readonly string _path = PathOf(database.File);

    /// <summary>
    /// Returns the path of the secret. Symbolic links are resolved, so a database has one secret.
    /// </summary>
    public static string PathOf(string file) =>
        Path.GetFullPath(File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file) + ".secret";

    /// <summary>Reads the secret, and creates it if it does not exist.</summary>
    /// <exception cref="UserErrorException">The file is damaged, others may read it, or this user may not.</exception>
    public async Task<ClusterSecret> ReadAsync(CancellationToken cancel) =>
        // The database has one writer at a time, so two processes cannot create different secrets.
        TryRead() ?? await database.WriteAsync(_ => Task.FromResult(TryRead() ?? Make()), cancel);

    private ClusterSecret? TryRead()
    {
        try
        {
            var text = File.ReadAllText(_path).Trim();
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(_path) & OwnerOnly.Others) != 0)
                throw new UserErrorException(
                    $"'{_path}' may be read by others, who could then control your silos: delete it, and "
                    + "restart your silos");
            return text.Length == 2 * ClusterSecret.Size && text.All(char.IsAsciiHexDigit)
                ? ClusterSecret.FromBytes(Convert.FromHexString(text))
                : throw new UserErrorException($"'{_path}' is damaged: delete it, and restart your silos");
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new UserErrorException(
                $"'{_path}' may be read only by the owner of the database: work as that user, or with an "
                + "EXPERIMENTS_HOME of your own",
                refused);
        }
    }

    private ClusterSecret Make()
    {
        var secret = ClusterSecret.Create();
        var partial = _path + ".partial";
        File.Delete(partial);
        using (var file = OwnerOnly.Create(partial))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(secret.ToBytes()) + "\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(partial, _path, overwrite: true);
        return secret;
    }
}

using Experiments.Contracts.Faults;
using Experiments.Contracts.Proofs;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Clusters;

/// <summary>The secret of an SQLite database: a file beside it, of 64 hexadecimal digits.</summary>
internal sealed class SecretFile(SqliteDatabase database)
{
    private readonly string _path = PathOf(database.File);

    /// <summary>Where it is. A database has one, by whichever link it is opened.</summary>
    public static string PathOf(string file) =>
        Path.GetFullPath(File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file) + ".secret";

    /// <summary>Reads it; where there is none, makes it first.</summary>
    /// <exception cref="UserErrorException">It is damaged, or others may read it, or this user may not.</exception>
    public async Task<ClusterSecret> ReadAsync(CancellationToken cancel) =>
        // Who writes to the database is alone with it, so that two processes make the same one.
        TryRead() ?? await database.WriteAsync(_ => Task.FromResult(TryRead() ?? Make()), cancel);

    private ClusterSecret? TryRead()
    {
        try
        {
            var text = File.ReadAllText(_path).Trim();
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(_path) & OwnerOnly.Others) != 0)
                throw new UserErrorException(
                    $"'{_path}' may be read by others, who can then give orders to your silos: delete it, and start your silos again");
            return text.Length == 2 * ClusterSecret.Size && text.All(char.IsAsciiHexDigit)
                ? ClusterSecret.FromBytes(Convert.FromHexString(text))
                : throw new UserErrorException($"'{_path}' is damaged: delete it, and start your silos again");
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new UserErrorException(
                $"'{_path}' may be read only by whom the database belongs to: work as that user, or with an EXPERIMENTS_HOME of your own",
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

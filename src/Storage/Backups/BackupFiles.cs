using System.Data.Common;
using System.IO.Compression;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Storage.Checkpoints;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Backups;

/// <summary>The large checkpoints and artifacts, which are files outside of the database.</summary>
internal sealed class BackupFiles(CheckpointOptions options)
{
    private const string Folder = "files/";

    /// <summary>
    /// Adds the files that the database names. A file can be missing: a running trial has replaced its checkpoint
    /// meanwhile.
    /// </summary>
    /// <returns>The names of missing files, whose rows must not be in the backup.</returns>
    /// <exception cref="UserErrorException">There are files, but their store is not known here.</exception>
    public async Task<IReadOnlyList<string>> WriteAsync(
        DbConnection connection, ZipArchive archive, CancellationToken cancel)
    {
        var names = await connection.QueryAsync(
            """
            select file from checkpoints where file is not null
            union select file from artifact_contents where file is not null
            """,
            [], row => row.GetString(0), cancel);
        if (names.Count == 0) return [];
        Require("the database has files");
        var missing = new List<string>();
        foreach (var name in names)
        {
            await using var file = await options.Files.OpenAsync(name, cancel);
            if (file is null)
            {
                missing.Add(name);
                continue;
            }

            await using var entry = archive.CreateEntry(Folder + name, CompressionLevel.Fastest).Open();
            await file.CopyToAsync(entry, cancel);
        }

        return missing;
    }

    /// <summary>Returns a condition for the rows of a table that do not need one of the missing files.</summary>
    public static string Except(string table, IReadOnlyList<string> missing)
    {
        if (missing.Count == 0) return "";
        var files = string.Join(", ", missing.Select(name => $"'{name.Replace("'", "''", StringComparison.Ordinal)}'"));
        return table switch
        {
            "checkpoints" or "artifact_contents" => $" where file is null or file not in ({files})",
            "artifacts" =>
                $" where sha256 not in (select sha256 from artifact_contents where file in ({files}))",
            _ => "",
        };
    }

    /// <summary>Writes the files of an archive to the store of this machine.</summary>
    public async Task RestoreAsync(ZipArchive archive, CancellationToken cancel)
    {
        foreach (var entry in archive.Entries)
        {
            if (!entry.FullName.StartsWith(Folder, StringComparison.Ordinal)) continue;
            Require("the backup has files");
            var name = entry.FullName[Folder.Length..];
            if (StoredFileName.SweepOf(name) is null or "." or "..")
                throw new UserErrorException(
                    $"the backup contains '{name}', which is not the name of a checkpoint or an artifact");
            await options.Files.WriteAsync(name, new EntryContent(entry), cancel);
        }
    }

    private void Require(string what)
    {
        if (!options.HasStore)
            throw new UserErrorException($"{what} outside of it: set {CheckpointOptions.Variable} to their store");
    }

    private sealed class EntryContent(ZipArchiveEntry entry) : CheckpointContent
    {
        public override long Length => entry.Length;

        public override Stream OpenRead() => entry.Open();
    }
}

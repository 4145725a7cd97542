using System.IO.Compression;
using System.Text.Json;

namespace Experiments.Storage.Backups;

/// <summary>What a backup contains. It is the first entry of the archive.</summary>
/// <param name="Format">The version of the format.</param>
/// <param name="Schema">The id of the newest migration of the database.</param>
/// <param name="Program">The version of the program that wrote it.</param>
/// <param name="At">The time of the backup.</param>
/// <param name="Tables">
/// The tables of a PostgreSQL database with their columns, in the order in which they are restored. Null for SQLite,
/// whose file is one entry.
/// </param>
internal sealed record BackupManifest(
    int Format, string Schema, string Program, DateTimeOffset At, IReadOnlyList<BackupManifest.Table>? Tables)
{
    public const int CurrentFormat = 1;

    private const string EntryName = "manifest.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public sealed record Table(string Name, IReadOnlyList<string> Columns);

    public void Write(ZipArchive archive)
    {
        using var entry = archive.CreateEntry(EntryName).Open();
        JsonSerializer.Serialize(entry, this, Json);
    }

    /// <summary>Reads the manifest, or returns null if the archive is not a backup.</summary>
    /// <exception cref="UserErrorException">The backup was written by a newer program.</exception>
    public static BackupManifest? Read(ZipArchive archive)
    {
        if (archive.GetEntry(EntryName) is not { } entry) return null;
        try
        {
            using var text = entry.Open();
            var manifest = JsonSerializer.Deserialize<BackupManifest>(text, Json);
            if (manifest is { Format: > CurrentFormat }) throw new UserErrorException(
                $"the backup was written by experiments {manifest.Program}: restore it with that version or a newer "
                + "one");
            return manifest;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

using Experiments.Contracts.Settings;

namespace Experiments.Storage.Databases;

/// <summary>
/// The file of an SQLite database and its folder. Sweeps may hold what is nobody else's business, and who can write here has
/// the silo run what they like: only the owner may.
/// </summary>
internal static class SqliteFile
{
    /// <summary>Makes the folder and an empty file where they are missing. What SQLite puts beside it gets the same mode.</summary>
    public static void Make(string file)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder) OwnerOnly.CreateFolder(folder);
        if (File.Exists(file)) return;
        try
        {
            OwnerOnly.Create(file).Dispose();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Another process was faster; or it cannot be made at all, which SQLite says better.
        }
    }

    /// <summary>
    /// Takes a file of an earlier version from others; its folder too where that is the user's own one. Any other folder was
    /// chosen by a person, who may share it for what else is in there.
    /// </summary>
    public static void Tighten(string file)
    {
        foreach (var part in (string[])[file, file + "-wal", file + "-shm"]) OwnerOnly.Tighten(part);
        var folder = Path.GetDirectoryName(Path.GetFullPath(file));
        if (folder == UserHome.FindDefault(Environment.GetEnvironmentVariable)) OwnerOnly.Tighten(folder);
    }
}

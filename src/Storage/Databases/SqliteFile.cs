using Experiments.Contracts.Settings;

namespace Experiments.Storage.Databases;

/// <summary>
/// Creates and protects the file of an SQLite database and its folder. Sweeps may contain private data, and anyone who
/// can write to the database can make a silo run any program. Therefore only the owner may read and write it.
/// </summary>
internal static class SqliteFile
{
    /// <summary>
    /// Creates the folder and an empty file if they do not exist. SQLite creates its auxiliary files with the same
    /// permissions.
    /// </summary>
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
            // Another process created the file, or it cannot be created, which SQLite reports in more detail.
        }
    }

    /// <summary>
    /// Restricts a file that an earlier version created to its owner, and its folder too if that is the default home.
    /// Any other folder was chosen by the user, who may share other files in it.
    /// </summary>
    public static void Tighten(string file)
    {
        foreach (var part in (string[])[file, file + "-wal", file + "-shm"]) OwnerOnly.Tighten(part);
        var folder = Path.GetDirectoryName(Path.GetFullPath(file));
        if (folder == UserHome.FindDefault(Environment.GetEnvironmentVariable)) OwnerOnly.Tighten(folder);
    }
}

using Experiments.Storage.Databases;

namespace Experiments.Silo.Hosting;

/// <summary>
/// Ends the process, with a message and exit code 1, if the database cannot be written any more. It needs no clean
/// shutdown: all commits are on the disk, and nothing more can be recorded.
/// </summary>
internal static class LostDatabaseFile
{
    /// <summary>Follows the database until the process ends.</summary>
    /// <param name="database">The database.</param>
    /// <param name="isAttached">Whether the silo was started for a single sweep.</param>
    public static void Follow(Database database, bool isAttached)
    {
        // With its folder or alone. A new file would be another database.
        database.FileRemoved += () =>
            Leave($"{database.Place} was removed while it was in use: restore it from a backup");
        // A full disk lasts until someone frees space. A silo that serves waits for that.
        if (isAttached)
            database.DiskFull += () => Leave("the database cannot grow, its disk is full: free some space there");
    }

    private static void Leave(string sentence)
    {
        Console.Error.WriteLine($"experiments: {sentence}");
        Environment.Exit(1);
    }
}

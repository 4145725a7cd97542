namespace Experiments.Silo.Hosting;

/// <summary>
/// Handles the removal of the database's file, with its folder or alone. Nothing can be recorded any more, and a new
/// file would be another database.
/// </summary>
internal static class RemovedFile
{
    /// <summary>Writes a message to standard error and ends the process with exit code 1.</summary>
    /// <param name="place">Where the database was.</param>
    public static void Leave(string place)
    {
        Console.Error.WriteLine($"experiments: {place} was removed while it was in use: restore it from a backup");
        Environment.Exit(1);
    }
}

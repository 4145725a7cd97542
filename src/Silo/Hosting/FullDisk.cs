namespace Experiments.Silo.Hosting;

/// <summary>
/// Handles a full disk, which lasts until someone frees space. A silo that serves waits for that. A silo that was
/// started for a single sweep ends with a message to its user. It needs no clean shutdown: all commits are on the disk,
/// and nothing more can be written.
/// </summary>
internal static class FullDisk
{
    /// <summary>Writes a message to standard error and ends the process with exit code 1.</summary>
    public static void Leave()
    {
        Console.Error.WriteLine("experiments: the database cannot grow, its disk is full: free some space there");
        Environment.Exit(1);
    }
}

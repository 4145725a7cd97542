namespace Experiments.Silo.Hosting;

/// <summary>
/// A full disk passes only when somebody makes room. A silo that serves waits for that; one that was started for a single
/// sweep has a person before it who is to be told. There is nothing to end in order: what was committed is on the disk, and
/// nothing more can be.
/// </summary>
internal static class FullDisk
{
    /// <summary>Ends the process with one sentence.</summary>
    public static void Leave()
    {
        Console.Error.WriteLine("experiments: the database cannot grow, its disk is full: free some space there");
        Environment.Exit(1);
    }
}

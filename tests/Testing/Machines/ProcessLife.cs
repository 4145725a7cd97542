namespace Experiments.Testing.Machines;

/// <summary>Whether processes live, by their ids. Linux only.</summary>
public static class ProcessLife
{
    /// <summary>Whether a process lives; one that has died and was not waited for does not.</summary>
    public static bool Lives(string process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ");
        }
        catch (IOException)
        {
            return false;
        }
    }
}

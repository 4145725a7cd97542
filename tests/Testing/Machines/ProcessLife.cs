namespace Experiments.Testing.Machines;

/// <summary>Checks whether processes are alive, by their ids. Linux only.</summary>
public static class ProcessLife
{
    /// <summary>Whether a process is alive. A zombie process is not.</summary>
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

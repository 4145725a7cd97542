namespace Experiments.Grains.Fleet.Health;

/// <summary>Shortens the causes of failures to what fits in a line.</summary>
internal static class Causes
{
    private const int Longest = 160;

    /// <summary>Returns the first line of a cause, shortened if it is long.</summary>
    public static string Shorten(string cause)
    {
        var line = cause.Split('\n', 2)[0].Trim();
        return line.Length > Longest ? line[..Longest] + "…" : line;
    }
}

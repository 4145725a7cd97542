using System.Text.RegularExpressions;

namespace Experiments.Contracts.Faults;

/// <summary>Names the cause of a failure so that it fits into a line.</summary>
public static partial class Causes
{
    private const int Longest = 160;

    /// <summary>
    /// Returns the beginning of an exception's message, without a full stop: its first line, without the request that
    /// Orleans appends. Orleans' messages may contain whole stack traces, and the type and message of another
    /// exception, of which the message is returned.
    /// </summary>
    public static string InBrief(Exception fault)
    {
        var brief = UpToTypeOfException().Replace(FirstLine(fault.Message), "").AsSpan();
        foreach (var end in (ReadOnlySpan<string>)["\r", " for message:", " See InnerException"])
            if (brief.IndexOf(end) is >= 0 and var at) brief = brief[..at];
        return brief.TrimEnd('.').ToString();
    }

    /// <summary>Returns the first line of a message, such as that of torch without its C++ stack.</summary>
    public static string FirstLine(string message) => message.Split('\n', 2)[0].TrimEnd('\r');

    /// <summary>Returns the first line of a message, shortened if it is long.</summary>
    public static string Shorten(string message)
    {
        var line = FirstLine(message).Trim();
        return line.Length > Longest ? line[..Longest] + "…" : line;
    }

    [GeneratedRegex(@"^.*\w\.\w*Exception: ")]
    private static partial Regex UpToTypeOfException();
}

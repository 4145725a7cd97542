namespace Experiments.Contracts.Faults;

/// <summary>Names the cause of a failure so that it fits into a line of a log.</summary>
public static class Causes
{
    /// <summary>
    /// Returns the beginning of an exception's message, without a full stop: its first line, without the request that
    /// Orleans appends. Orleans' messages may contain whole stack traces.
    /// </summary>
    public static string InBrief(Exception fault)
    {
        var brief = fault.Message.AsSpan();
        foreach (var end in (ReadOnlySpan<string>)["\n", "\r", " for message:", " See InnerException"])
            if (brief.IndexOf(end) is >= 0 and var at) brief = brief[..at];
        return brief.TrimEnd('.').ToString();
    }
}

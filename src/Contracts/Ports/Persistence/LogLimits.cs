namespace Experiments.Contracts.Ports.Persistence;

/// <summary>The limits of an attempt's log, of which only the beginning and the end are kept.</summary>
public static class LogLimits
{
    /// <summary>The number of characters kept at the beginning: 64 Ki.</summary>
    public const int Head = 64 << 10;

    /// <summary>The least number of characters kept at the end: 192 Ki.</summary>
    public const int Tail = 192 << 10;

    /// <summary>
    /// Whether a part belongs to the middle that is left out once the log ends at <paramref name="end"/>.
    /// </summary>
    public static bool LeaveOut(LogPart part, long end) => part.Offset >= Head && part.End <= end - Tail;
}

namespace Experiments.Contracts.Ports.Persistence;

/// <summary>How much of an attempt's log is kept: its beginning and its end.</summary>
public static class LogLimits
{
    /// <summary>Characters at the beginning that are kept: 64 Ki.</summary>
    public const int Head = 64 << 10;

    /// <summary>Characters at the end that are kept, at least: 192 Ki.</summary>
    public const int Tail = 192 << 10;

    /// <summary>Whether a part is in the middle that is left out, once the log ends at <paramref name="end"/>.</summary>
    public static bool LeaveOut(LogPart part, long end) => part.Offset >= Head && part.End <= end - Tail;
}

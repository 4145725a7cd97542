using System.Globalization;

namespace Experiments.Storage.Filters;

/// <summary>Reads the times in filters.</summary>
public static class FilterTime
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFK",
        "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFK",
    ];

    /// <summary>
    /// Reads a day or a time in the form of ISO 8601, such as <c>2026-11-29</c> or <c>2026-11-29T10:30Z</c>. Without an
    /// offset it is UTC.
    /// </summary>
    public static bool TryParse(string text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, Formats, CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}

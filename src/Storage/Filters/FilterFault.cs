namespace Experiments.Storage.Filters;

/// <summary>Creates the errors of filters.</summary>
internal static class FilterFault
{
    // Enough to recognize what was written.
    private const int LongestQuote = 40;

    /// <summary>Creates an error at a position, from 1.</summary>
    public static UserErrorException At(int position, string problem) =>
        new($"character {position} of the filter: {problem}");

    /// <summary>Returns a text in quotes, shortened.</summary>
    public static string Quote(string text)
    {
        if (text.Length <= LongestQuote) return $"'{text}'";
        var end = char.IsHighSurrogate(text[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote;
        return $"'{text[..end]}…'";
    }
}

namespace Experiments.Contracts.Terminals;

/// <summary>
/// Text of others, such as names, values and causes, before it is written to a terminal, which takes some characters for
/// orders: to clear the screen, to rename the window, to write from right to left.
/// </summary>
public static class SafeText
{
    /// <summary>
    /// The text with the picture of each control character, such as ␛ (U+2400…), and U+FFFD for those that turn the direction
    /// of writing. Line feeds, a carriage return before one, and tabs stay.
    /// </summary>
    public static string Of(string text)
    {
        var first = 0;
        while (first < text.Length && IsSafe(text, first)) first++;
        return first == text.Length
            ? text
            : string.Create(text.Length, text, static (safe, text) =>
            {
                for (var i = 0; i < safe.Length; i++) safe[i] = IsSafe(text, i) ? text[i] : Picture(text[i]);
            });
    }

    /// <summary>The same for a value within a line: pictures for line feeds, carriage returns and tabs, too.</summary>
    public static string InLine(string text) => Of(text).Replace('\n', '\u240A').Replace('\r', '\u240D').Replace('\t', '\u2409');

    private static bool IsSafe(string text, int i) => text[i] switch
    {
        '\n' or '\t' => true,
        '\r' => i + 1 < text.Length && text[i + 1] == '\n',
        var c => !char.IsControl(c) && !IsTurn(c),
    };

    // Marks and orders of direction; U+2028 and U+2029 end a line to some.
    private static bool IsTurn(char c) =>
        c is >= '\u2028' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u200E' or '\u200F' or '\u061C';

    private static char Picture(char c) => c < ' ' ? (char)(0x2400 + c) : c == '\u007F' ? '\u2421' : '\uFFFD';
}

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

    private static bool IsSafe(string text, int i) => text[i] switch
    {
        '\n' or '\t' => true,
        '\r' => i + 1 < text.Length && text[i + 1] == '\n',
        var c => !char.IsControl(c) && !IsTurn(c),
    };

    private static bool IsTurn(char c) => c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';

    private static char Picture(char c) => c < ' ' ? (char)(0x2400 + c) : c == '\u007F' ? '\u2421' : '\uFFFD';
}

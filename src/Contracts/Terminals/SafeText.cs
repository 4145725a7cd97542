namespace Experiments.Contracts.Terminals;

/// <summary>
/// Makes text from other sources, such as names, values and causes, safe to write to a terminal, which interprets some
/// characters as commands: to clear the screen, to rename the window, to write from right to left.
/// </summary>
public static class SafeText
{
    /// <summary>
    /// Replaces each control character by its picture, such as ␛ (U+2400…), and each that changes the direction of
    /// writing by U+FFFD. Line feeds, carriage returns before one, and tabs stay.
    /// </summary>
    public static string Escape(string text)
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

    /// <summary>
    /// Escapes a value within a line: like <see cref="Escape"/>, and also replaces line feeds, carriage returns and
    /// tabs.
    /// </summary>
    public static string InLine(string text) =>
        Escape(text).Replace('\n', '\u240A').Replace('\r', '\u240D').Replace('\t', '\u2409');

    private static bool IsSafe(string text, int i) => text[i] switch
    {
        '\n' or '\t' => true,
        '\r' => i + 1 < text.Length && text[i + 1] == '\n',
        var c => !char.IsControl(c) && !IsTurn(c),
    };

    /// <summary>Whether a character changes the direction of writing, or is a line end to some terminals.</summary>
    internal static bool IsTurn(char c) =>
        c is >= '\u2028' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u200E' or '\u200F' or '\u061C';

    private static char Picture(char c) => c < ' ' ? (char)(0x2400 + c) : c == '\u007F' ? '\u2421' : '\uFFFD';
}

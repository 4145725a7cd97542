using System.Text;

namespace Experiments.Training.Programs.Output;

/// <summary>
/// Removes what a terminal would not show from a line: colors, hyperlinks, NULs. Cursor movements become spaces.
/// Control characters are given as their pictures, see <see cref="LineSplitter"/>. The sequences are those of ECMA-48,
/// 5th edition, section 5.
/// </summary>
internal static class PlainText
{
    private const char Nul = '\u2400';
    private const char Bell = '\u2407';
    private const char Escape = '\u241b';
    private const char Delete = '\u2421';

    /// <summary>Returns the text as a terminal would show it.</summary>
    public static string Strip(string line)
    {
        var first = line.AsSpan().IndexOfAnyInRange(Nul, Delete);
        if (first < 0) return line;
        var text = new StringBuilder(line.Length).Append(line, 0, first);
        for (var i = first; i < line.Length; i++)
        {
            if (line[i] == Escape) i += Sequence(line.AsSpan(i + 1), text);
            else if (line[i] is > Nul and <= Delete) text.Append(' ');
            else if (line[i] != Nul) text.Append(line[i]);
        }

        return text.ToString();
    }

    /// <summary>
    /// Returns the length of the escape sequence that these characters continue. Appends a space for it unless it sets
    /// a style.
    /// </summary>
    private static int Sequence(ReadOnlySpan<char> rest, StringBuilder text)
    {
        switch (rest.IsEmpty ? ' ' : rest[0])
        {
            case '[':
                var final = rest[1..].IndexOfAnyExceptInRange(' ', '?') + 1;
                if (final == 0 || rest[final] is < '@' or > '~') break;
                if (rest[final] != 'm') text.Append(' ');
                return final + 1;
            case ']' or 'P' or 'X' or '^' or '_':
                var end = rest.IndexOfAny(Bell, Escape);
                if (end < 0) break;
                return rest[end..].StartsWith([Escape, '\\']) ? end + 2 : rest[end] == Bell ? end + 1 : end;
            case >= ' ' and <= '/':
                // For example ESC ( B, with which "tput sgr0" begins.
                var last = rest.IndexOfAnyExceptInRange(' ', '/');
                if (last < 0 || rest[last] is < '0' or > '~') break;
                return last + 1;
        }

        text.Append(' ');
        return 0;
    }
}

using Spectre.Console;

namespace Experiments.Client.Watching;

/// <summary>Truncates text to a number of terminal cells; some characters take two cells.</summary>
internal static class Fit
{
    /// <summary>Returns the text if it fits; otherwise its start, followed by a truncation mark.</summary>
    public static string To(string text, int cells, bool unicode)
    {
        if (text.GetCellWidth() <= cells) return text;
        if (cells <= 0) return "";
        var (length, used) = (0, 0);
        foreach (var character in text.EnumerateRunes())
        {
            used += character.ToString().GetCellWidth();
            if (used >= cells) break;
            length += character.Utf16SequenceLength;
        }

        return text[..length] + (unicode ? '…' : '~');
    }
}

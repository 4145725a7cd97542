using Experiments.Search.Methods.Gp;
using Spectre.Console;

namespace Experiments.Client.Watching;

/// <summary>Cuts text to the cells of a terminal, in which some characters take two.</summary>
internal static class Fit
{
    /// <summary>The text, or as much of it as fits and a mark where it was cut.</summary>
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

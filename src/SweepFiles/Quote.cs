using System.Text;

namespace Experiments.SweepFiles;

/// <summary>Formats a user's text for a message: short, on one line, and safe for a terminal.</summary>
internal static class Quote
{
    private const int Longest = 60;

    /// <summary>Returns the text, truncated if it is long, with control characters escaped.</summary>
    public static string Plain(string text, int longest = Longest)
    {
        var shown = new StringBuilder();
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, longest)))
            shown.Append(char.IsControl(c) || char.IsSurrogate(c) ? $"\\u{(int)c:x4}" : c.ToString());
        return text.Length > longest ? shown.Append('…').ToString() : shown.ToString();
    }

    /// <summary>Returns the output of <see cref="Plain"/> in single quotes.</summary>
    public static string Text(string text) => $"'{Plain(text)}'";
}

using System.Text;

namespace Experiments.SweepFiles;

/// <summary>Puts what a user wrote into a message: short, on one line, and harmless to a terminal.</summary>
internal static class Quote
{
    private const int Longest = 60;

    /// <summary>The text, cut where it is long, control characters written as escapes.</summary>
    public static string Plain(string text, int longest = Longest)
    {
        var shown = new StringBuilder();
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, longest)))
            shown.Append(char.IsControl(c) || char.IsSurrogate(c) ? $"\\u{(int)c:x4}" : c.ToString());
        return text.Length > longest ? shown.Append('…').ToString() : shown.ToString();
    }

    /// <summary>The same in single quotes.</summary>
    public static string Text(string text) => $"'{Plain(text)}'";
}

namespace Experiments.SweepFiles.Yaml;

/// <summary>Explains why text is not YAML.</summary>
internal static class YamlSyntax
{
    /// <summary>
    /// Returns the position of the error and the parser's message, or a clearer one if the cause is known.
    /// </summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="at">The position where the parser stopped, or where the element that it was reading began.</param>
    /// <param name="message">The parser's message.</param>
    public static (Position At, string Message) Explain(string text, Position at, string message)
    {
        if (message.Contains("tab", StringComparison.Ordinal) && IndentingTab(text, at.Line) is { } tab)
            return (tab, "this is not valid YAML: a tab cannot indent; use spaces");
        var words = message.TrimEnd('.').Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var sentence = string.Join(' ', words);
        return (at,
            $"this is not valid YAML: {char.ToLowerInvariant(sentence[0])}{Quote.Plain(sentence[1..], longest: 200)}");
    }

    private static Position? IndentingTab(string text, int firstLine)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (++number < firstLine) continue;
            var indentation = line[..^line.TrimStart().Length];
            if (indentation.IndexOf('\t') is >= 0 and var column) return new(number, column + 1);
        }
        return null;
    }
}

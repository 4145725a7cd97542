namespace Experiments.SweepFiles.Yaml;

/// <summary>A position in a file; lines and columns count from 1.</summary>
internal readonly record struct Position(int Line, int Column)
{
    /// <summary>The file as a whole.</summary>
    public static Position WholeFile => default;

    /// <summary>Returns the position of the character at <paramref name="index"/>.</summary>
    public static Position Locate(ReadOnlySpan<char> text, int index)
    {
        var before = text[..index];
        return new(before.Count('\n') + 1, index - before.LastIndexOf('\n'));
    }
}

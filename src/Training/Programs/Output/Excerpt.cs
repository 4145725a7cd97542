namespace Experiments.Training.Programs.Output;

/// <summary>Parts of texts, without half a character at the cut: that is no text that a database takes.</summary>
internal static class Excerpt
{
    /// <summary>So many UTF-16 units from the beginning, or one fewer.</summary>
    public static string Beginning(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    /// <summary>So many UTF-16 units up to the end, or one fewer.</summary>
    public static string End(string text, int length) =>
        text.Length <= length ? text : text[(char.IsLowSurrogate(text[^length]) ? ^(length - 1) : ^length)..];

    /// <summary>The text, or its beginning with an ellipsis after it where it is longer than so many UTF-16 units.</summary>
    public static string Short(string text, int length) => text.Length <= length ? text : Beginning(text, length) + "…";
}

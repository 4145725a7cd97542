namespace Experiments.Training.Programs.Output;

/// <summary>
/// Returns parts of texts without splitting a surrogate pair, since databases do not accept unpaired surrogates.
/// </summary>
internal static class Excerpt
{
    /// <summary>Returns the first <paramref name="length"/> UTF-16 units, or one fewer.</summary>
    public static string Beginning(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    /// <summary>Returns the last <paramref name="length"/> UTF-16 units, or one fewer.</summary>
    public static string End(string text, int length) =>
        text.Length <= length ? text : text[(char.IsLowSurrogate(text[^length]) ? ^(length - 1) : ^length)..];

    /// <summary>
    /// Returns the text, or its beginning and an ellipsis if it is longer than <paramref name="length"/> UTF-16 units.
    /// </summary>
    public static string Short(string text, int length) => text.Length <= length ? text : Beginning(text, length) + "…";
}

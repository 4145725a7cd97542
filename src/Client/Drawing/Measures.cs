using SkiaSharp;

namespace Experiments.Client.Drawing;

/// <summary>Measures and truncates text.</summary>
internal static class Measures
{
    public static SKFont FontOf(Lettering style) =>
        new(style.SemiBold ? Typefaces.SemiBold : Typefaces.Regular, style.Size)
        {
            Subpixel = true,
            Edging = SKFontEdging.Antialias,
        };

    /// <summary>Returns the width of a text.</summary>
    public static float WidthOf(string text, Lettering style)
    {
        using var font = FontOf(style);
        return font.MeasureText(text);
    }

    /// <summary>Returns the text if it fits; otherwise its start, followed by an ellipsis.</summary>
    public static string Cut(string text, SKFont font, float room)
    {
        if (font.MeasureText(text) <= room) return text;
        var length = text.Length - 1;
        while (length > 0 && font.MeasureText(text[..length].TrimEnd() + "…") > room) length--;
        return text[..length].TrimEnd() + "…";
    }
}

using SkiaSharp;

namespace Experiments.Client.Drawing;

/// <summary>How much room a text takes.</summary>
internal static class Measures
{
    public static SKFont FontOf(Lettering style) =>
        new(style.SemiBold ? Typefaces.SemiBold : Typefaces.Regular, style.Size) { Subpixel = true, Edging = SKFontEdging.Antialias };

    /// <summary>Width of a text.</summary>
    public static float WidthOf(string text, Lettering style)
    {
        using var font = FontOf(style);
        return font.MeasureText(text);
    }

    /// <summary>As much of a text as fits, with an ellipsis where that is not all.</summary>
    public static string Cut(string text, SKFont font, float room)
    {
        if (font.MeasureText(text) <= room) return text;
        var length = text.Length - 1;
        while (length > 0 && font.MeasureText(text[..length].TrimEnd() + "…") > room) length--;
        return text[..length].TrimEnd() + "…";
    }
}

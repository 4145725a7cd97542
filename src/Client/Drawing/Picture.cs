using SkiaSharp;

namespace Experiments.Client.Drawing;

/// <summary>The frame that all pictures have: a title, a line below it, and room for the rest.</summary>
internal static class Picture
{
    /// <summary>White around everything.</summary>
    public const float Margin = 28;

    /// <summary>Height of title and subtitle, the space below them included.</summary>
    public const float Head = 64;

    /// <summary>A sheet with its head, and the box that is left.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="subtitle">What else is to be known.</param>
    /// <param name="width">Of the box.</param>
    /// <param name="height">Of the box.</param>
    public static (Sheet Sheet, SKRect Box) Begin(string title, string subtitle, float width, float height)
    {
        var sheet = new Sheet(width + 2 * Margin, height + 2 * Margin + Head);
        sheet.Write(title, Margin, Margin + 16, Lettering.Title, room: width);
        sheet.Write(subtitle, Margin, Margin + 38, Lettering.Subtitle, room: width);
        return (sheet, SKRect.Create(Margin, Margin + Head, width, height));
    }
}

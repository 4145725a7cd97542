using SkiaSharp;

namespace Experiments.Client.Drawing;

/// <summary>The layout that all pictures share: a title, a subtitle, and a box for the content.</summary>
internal static class Picture
{
    /// <summary>The width of the white margin.</summary>
    public const float Margin = 28;

    /// <summary>The height of title and subtitle, including the space below them.</summary>
    public const float Head = 64;

    /// <summary>Creates a sheet with title and subtitle, and returns it with the box for the content.</summary>
    /// <param name="title">The title.</param>
    /// <param name="subtitle">The subtitle.</param>
    /// <param name="width">The width of the box.</param>
    /// <param name="height">The height of the box.</param>
    public static (Sheet Sheet, SKRect Box) Begin(string title, string subtitle, float width, float height)
    {
        var sheet = new Sheet(width + 2 * Margin, height + 2 * Margin + Head);
        sheet.Write(title, Margin, Margin + 16, Lettering.Title, room: width);
        sheet.Write(subtitle, Margin, Margin + 38, Lettering.Subtitle, room: width);
        return (sheet, SKRect.Create(Margin, Margin + Head, width, height));
    }
}

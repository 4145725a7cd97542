using Experiments.Client.Drawing.Colours;
using SkiaSharp;

namespace Experiments.Client.Drawing;

/// <summary>The style of a text.</summary>
/// <param name="Size">The font size, in the sheet's units.</param>
/// <param name="Colour">The colour.</param>
/// <param name="SemiBold">Whether the text is semi-bold.</param>
internal readonly record struct Lettering(float Size, SKColor Colour, bool SemiBold = false)
{
    /// <summary>The style of a picture's title.</summary>
    public static Lettering Title { get; } = new(20, Ink.Dark, SemiBold: true);

    /// <summary>The style of a picture's subtitle.</summary>
    public static Lettering Subtitle { get; } = new(13, Ink.Soft);

    /// <summary>The style of a panel's heading.</summary>
    public static Lettering Heading { get; } = new(14, Ink.Dark, SemiBold: true);

    /// <summary>The style of the names of axes, classes and lines.</summary>
    public static Lettering Label { get; } = new(13, Ink.Dark);

    /// <summary>The style of the numbers at an axis.</summary>
    public static Lettering Tick { get; } = new(11.5f, Ink.Soft);
}

using Experiments.Client.Drawing.Colours;
using SkiaSharp;

namespace Experiments.Client.Drawing;

/// <summary>How a text looks.</summary>
/// <param name="Size">Height of its em square, in the sheet's units.</param>
/// <param name="Colour">Its colour.</param>
/// <param name="SemiBold">Whether it is heavier than usual.</param>
internal readonly record struct Lettering(float Size, SKColor Colour, bool SemiBold = false)
{
    /// <summary>What a picture shows.</summary>
    public static Lettering Title { get; } = new(20, Ink.Dark, SemiBold: true);

    /// <summary>What else is to be known of it.</summary>
    public static Lettering Subtitle { get; } = new(13, Ink.Soft);

    /// <summary>The name of one of several drawings.</summary>
    public static Lettering Heading { get; } = new(14, Ink.Dark, SemiBold: true);

    /// <summary>Names of axes, classes and lines.</summary>
    public static Lettering Label { get; } = new(13, Ink.Dark);

    /// <summary>Numbers at an axis.</summary>
    public static Lettering Tick { get; } = new(11.5f, Ink.Soft);
}

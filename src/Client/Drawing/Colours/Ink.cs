using SkiaSharp;

namespace Experiments.Client.Drawing.Colours;

/// <summary>The colours of lines and letters.</summary>
internal static class Ink
{
    public static SKColor Dark { get; } = SKColor.Parse("#1f2933");

    public static SKColor Soft { get; } = SKColor.Parse("#5b6875");

    public static SKColor Faint { get; } = SKColor.Parse("#dfe4e9");

    public static SKColor Blue { get; } = SKColor.Parse("#0072b2");

    public static SKColor Orange { get; } = SKColor.Parse("#d55e00");

    /// <summary>
    /// Colours that can be told apart, also by people with red-green colour blindness: those of M. Okabe and K. Ito
    /// (2008) without the yellow, which is too light for lines on white.
    /// </summary>
    public static IReadOnlyList<SKColor> Lines { get; } =
    [
        Blue, Orange, SKColor.Parse("#009e73"), SKColor.Parse("#cc79a7"), SKColor.Parse("#e69f00"),
        SKColor.Parse("#56b4e9"),
        SKColors.Black,
    ];

    public static SKPaint Fill(SKColor colour) => new() { Color = colour, IsAntialias = true };

    public static SKPaint Stroke(SKColor colour, float width) => new()
    {
        Color = colour,
        IsAntialias = true,
        IsStroke = true,
        StrokeWidth = width,
        StrokeCap = SKStrokeCap.Round,
        StrokeJoin = SKStrokeJoin.Round,
    };
}

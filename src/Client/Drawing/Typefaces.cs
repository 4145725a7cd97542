using SkiaSharp;

namespace Experiments.Client.Drawing;

/// <summary>
/// The typeface of all pictures. It is embedded in this program, so that text also appears on machines without fonts,
/// and looks the same on all machines (docs/adr/0019).
/// </summary>
internal static class Typefaces
{
    /// <summary>The typeface for most text.</summary>
    public static SKTypeface Regular { get; } = Load("Inter-Regular.ttf");

    /// <summary>The typeface for titles and headings.</summary>
    public static SKTypeface SemiBold { get; } = Load("Inter-SemiBold.ttf");

    private static SKTypeface Load(string file)
    {
        using var stream = typeof(Typefaces).Assembly.GetManifestResourceStream($"Drawing/Fonts/{file}")!;
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data);
    }
}

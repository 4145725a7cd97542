using SkiaSharp;

namespace Experiments.Client.Drawing;

/// <summary>
/// The typeface of all pictures, which comes with this program, so that text is there on a machine without fonts and the
/// same on every other (docs/adr/0019).
/// </summary>
internal static class Typefaces
{
    /// <summary>For most text.</summary>
    public static SKTypeface Regular { get; } = Load("Inter-Regular.ttf");

    /// <summary>For titles.</summary>
    public static SKTypeface SemiBold { get; } = Load("Inter-SemiBold.ttf");

    private static SKTypeface Load(string file)
    {
        using var stream = typeof(Typefaces).Assembly.GetManifestResourceStream($"Drawing/Fonts/{file}")!;
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data);
    }
}

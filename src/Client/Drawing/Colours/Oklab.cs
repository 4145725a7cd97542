using SkiaSharp;

namespace Experiments.Client.Drawing.Colours;

/// <summary>
/// A colour in Oklab, a space of lightness, green to red and blue to yellow in which equal distances look equal
/// (B. Ottosson, "A perceptual color space for image processing", 2020; the source of the matrices).
/// </summary>
/// <param name="L">The lightness, from 0 for black to 1 for white.</param>
/// <param name="A">Green if negative, red if positive.</param>
/// <param name="B">Blue if negative, yellow if positive.</param>
internal readonly record struct Oklab(double L, double A, double B)
{
    public static Oklab FromColour(SKColor colour)
    {
        var (red, green, blue) = (Linear(colour.Red), Linear(colour.Green), Linear(colour.Blue));
        var l = Math.Cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
        var m = Math.Cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
        var s = Math.Cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
        return new(
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
    }

    /// <summary>Interpolates between this colour, at 0, and another, at 1.</summary>
    public Oklab Towards(Oklab other, double share) =>
        new(L + (other.L - L) * share, A + (other.A - A) * share, B + (other.B - B) * share);

    /// <summary>Converts the colour to sRGB, and clips each channel to its range.</summary>
    public SKColor ToColour()
    {
        var l = Cube(L + 0.3963377774 * A + 0.2158037573 * B);
        var m = Cube(L - 0.1055613458 * A - 0.0638541728 * B);
        var s = Cube(L - 0.0894841775 * A - 1.2914855480 * B);
        return new SKColor(
            Encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
            Encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
            Encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
    }

    private static double Cube(double value) => value * value * value;

    // The transfer function of sRGB, IEC 61966-2-1.
    private static double Linear(byte value) =>
        value / 255.0 is var encoded && encoded <= 0.04045
            ? encoded / 12.92
            : Math.Pow((value / 255.0 + 0.055) / 1.055, 2.4);

    private static byte Encoded(double linear)
    {
        var encoded = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.Pow(linear, 1 / 2.4) - 0.055;
        return (byte)Math.Round(Math.Clamp(encoded, 0, 1) * 255);
    }
}

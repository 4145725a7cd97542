using Experiments.Client.Drawing.Colours;

namespace Experiments.Client.Drawing.Terminal;

/// <summary>Characters in place of colours, for terminals without them.</summary>
internal static class Shades
{
    private const string Bright = " ░▒▓█";

    // From the most negative to the most positive number.
    private const string OfSign = "#=- +x@";

    /// <summary>Returns the character for a value.</summary>
    public static char Pick(ColourScale scale, double value)
    {
        var shades = scale.Map == ColourMap.Signed ? OfSign : Bright;
        var share = Math.Clamp((value - scale.From) / (scale.To - scale.From), 0, 1);
        return shades[(int)Math.Round(share * (shades.Length - 1))];
    }
}

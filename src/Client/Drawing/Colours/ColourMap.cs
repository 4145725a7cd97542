using SkiaSharp;

namespace Experiments.Client.Drawing.Colours;

/// <summary>A perceptually uniform map from numbers between 0 and 1 to colours.</summary>
internal sealed class ColourMap
{
    private readonly Oklab[] _stops;

    private ColourMap(params string[] stops) =>
        _stops = [.. stops.Select(stop => Oklab.FromColour(SKColor.Parse(stop)))];

    /// <summary>Black to white.</summary>
    public static ColourMap Grey { get; } = new("#000000", "#ffffff");

    /// <summary>White to blue.</summary>
    public static ColourMap Blues { get; } = new("#f7f9fb", "#0b559f");

    /// <summary>White to red.</summary>
    public static ColourMap Reds { get; } = new("#fdf8f6", "#b5301d");

    /// <summary>
    /// Blue for negative values, white for 0, red for positive values. Both ends are equally dark, so that neither sign
    /// stands out. Zero is at 0.5.
    /// </summary>
    public static ColourMap Signed { get; } = new("#1f66ad", "#f7f7f7", "#b2232e");

    /// <summary>Returns the colour of a number.</summary>
    /// <param name="share">The number, 0 to 1; numbers outside have the colour of the nearer end.</param>
    public SKColor At(double share)
    {
        var place = Math.Clamp(share, 0, 1) * (_stops.Length - 1);
        var stop = Math.Min((int)place, _stops.Length - 2);
        return _stops[stop].Towards(_stops[stop + 1], place - stop).ToColour();
    }
}

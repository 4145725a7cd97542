using SkiaSharp;

namespace Experiments.Client.Drawing.Colours;

/// <summary>Colours from 0 to 1, the same distance looking the same everywhere.</summary>
internal sealed class ColourMap
{
    private readonly Oklab[] _stops;

    private ColourMap(params string[] stops) => _stops = [.. stops.Select(stop => Oklab.FromColour(SKColor.Parse(stop)))];

    /// <summary>Black to white.</summary>
    public static ColourMap Grey { get; } = new("#000000", "#ffffff");

    /// <summary>White to blue.</summary>
    public static ColourMap Blues { get; } = new("#f7f9fb", "#0b559f");

    /// <summary>White to red.</summary>
    public static ColourMap Reds { get; } = new("#fdf8f6", "#b5301d");

    /// <summary>
    /// Blue for what is negative, white for 0, red for what is positive; both ends are equally dark, so that neither sign
    /// stands out.
    /// </summary>
    public static ColourMap Signed { get; } = new("#1f66ad", "#f7f7f7", "#b2232e");

    /// <param name="share">0 to 1; what is outside has the colour of that end.</param>
    public SKColor At(double share)
    {
        var place = Math.Clamp(share, 0, 1) * (_stops.Length - 1);
        var stop = Math.Min((int)place, _stops.Length - 2);
        return _stops[stop].Towards(_stops[stop + 1], place - stop).ToColour();
    }
}

using SkiaSharp;

namespace Experiments.Client.Drawing.Colours;

/// <summary>Maps values to colours.</summary>
/// <param name="Map">The colour map.</param>
/// <param name="From">The value of the first colour.</param>
/// <param name="To">The value of the last colour, greater than <paramref name="From"/>.</param>
internal readonly record struct ColourScale(ColourMap Map, double From, double To)
{
    /// <summary>The scale of brightness, 0 to 1.</summary>
    public static ColourScale Brightness { get; } = new(ColourMap.Grey, 0, 1);

    /// <summary>
    /// Returns a scale for numbers of both signs, with 0 in the middle. The largest hundredth of the absolute values
    /// may lie beyond its ends, since otherwise a single outlier would make all others pale.
    /// </summary>
    public static ColourScale Signed(IEnumerable<Raster> rasters)
    {
        var sizes = rasters.SelectMany(raster => raster.Values).Select(Math.Abs).Order().ToList();
        var most = sizes.Count == 0 ? 0 : sizes[(int)(0.99 * (sizes.Count - 1))];
        return most > 0 ? new(ColourMap.Signed, -most, most) : new(ColourMap.Signed, -1, 1);
    }

    public SKColor Of(double value) => Map.At((value - From) / (To - From));
}

using SkiaSharp;

namespace Experiments.Client.Drawing.Colours;

/// <summary>What colour a value has.</summary>
/// <param name="Map">The colours.</param>
/// <param name="From">The value of the first.</param>
/// <param name="To">The value of the last, above the first.</param>
internal readonly record struct ColourScale(ColourMap Map, double From, double To)
{
    /// <summary>Brightness 0 to 1.</summary>
    public static ColourScale Brightness { get; } = new(ColourMap.Grey, 0, 1);

    /// <summary>
    /// For numbers of both signs, 0 in the middle. The largest hundredth may be beyond its ends: one far number would
    /// otherwise leave all others pale.
    /// </summary>
    public static ColourScale Signed(IEnumerable<Raster> rasters)
    {
        var sizes = rasters.SelectMany(raster => raster.Values).Select(Math.Abs).Order().ToList();
        var most = sizes.Count == 0 ? 0 : sizes[(int)(0.99 * (sizes.Count - 1))];
        return most > 0 ? new(ColourMap.Signed, -most, most) : new(ColourMap.Signed, -1, 1);
    }

    public SKColor Of(double value) => Map.At((value - From) / (To - From));
}

using Experiments.Client.Drawing;
using Experiments.Client.Drawing.Colours;
using Experiments.Client.Drawing.Panels;
using Experiments.Training.Trained;

namespace Experiments.Client.Looking.Pictures;

/// <summary>Draws the weights of a network's first layer as images.</summary>
internal static class FiltersPicture
{
    /// <summary>Returns the picture as a PNG.</summary>
    /// <param name="subject">The trial's name, for the title.</param>
    /// <param name="model">The description of its model.</param>
    /// <param name="weights">The weights.</param>
    public static byte[] Draw(string subject, string model, WeightImages weights)
    {
        var large = weights.AreWhole;
        var (columns, side, most) = large ? (16, 58f, 128) : (8, 84f, 64);
        var units = StrongestUnits.Find(weights, most);
        var rasters = units.Select(unit => new Raster(weights.Side, weights.Side, weights.Images[unit])).ToList();
        var tiles = new TilePanel(
            [.. rasters.Zip(units, (raster, unit) => (raster, large ? null : (string?)$"{unit + 1}"))],
            ColourScale.Signed(rasters), Math.Min(columns, Math.Max(units.Count, 8)), side);
        var (sheet, box) = Picture.Begin(
            $"First layer of {subject}", $"{SayWhat(weights, units.Count)} ({model})", tiles.Width, tiles.Height + 58);
        using (sheet)
        {
            tiles.Draw(sheet, box.Left, box.Top);
            new ColourBar("weight", tiles.Scale).Draw(
                sheet, box.Left, box.Top + tiles.Height + 14, Math.Min(320, box.Width));
            return sheet.ToPng();
        }
    }

    /// <summary>Describes the images, in a sentence without a full stop.</summary>
    public static string SayWhat(WeightImages weights, int shown)
    {
        var all = weights.Images.Length;
        var what = weights.AreWhole
            ? $"the weights of its {all} units, pixel by pixel"
            : $"its {all} filters of {weights.Side}×{weights.Side} pixels";
        return shown < all ? $"{weights.Layer}: {what}; the {shown} strongest" : $"{weights.Layer}: {what}";
    }
}

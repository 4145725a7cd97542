using Experiments.Client.Drawing;
using Experiments.Client.Drawing.Colours;
using Experiments.Client.Drawing.Terminal;
using Experiments.Client.Looking.Images;
using Experiments.Client.Looking.Pictures;
using Experiments.Client.Shells;
using Experiments.Training.Trained;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Experiments.Client.Looking.Terminal;

/// <summary>Draws the weights of a network's first layer in the terminal.</summary>
internal static class FiltersText
{
    public static void Write(Shell shell, WeightImages weights)
    {
        // Weights that cover the whole image are drawn at half size, so that several fit in a line; small filters are
        // doubled.
        var large = weights.AreWhole;
        var side = large ? weights.Side / 2 : weights.Side * 2;
        var units = StrongestUnits.Find(weights, large ? 10 : 32);
        var rasters = units.Select(unit => GreyImage.Resize(
            new Raster(weights.Side, weights.Side, weights.Images[unit]), side, side)).ToList();
        var scale = ColourScale.Signed(rasters);
        var coloured = shell.Console.Profile.Capabilities is { Ansi: true, ColorSystem: not ColorSystem.NoColors };
        var meaning = coloured ? "red is positive, blue is negative" : "+ x @ are positive, - = # are negative";
        shell.Out.WriteLine();
        shell.Out.WriteLine($"{FiltersPicture.SayWhat(weights, units.Count)}; {meaning}:");
        var tiles = rasters.Zip(units, (raster, unit) => (
            (IReadOnlyList<IEnumerable<Segment>>)[.. Enumerable.Range(0, (side + 1) / 2)
                .Select(row => new ImageText(raster, scale).RowOf(row, coloured))],
            (string?)$"{unit + 1}"));
        shell.Console.Write(new TileText([.. tiles], side, large ? 10 : 16));
    }
}

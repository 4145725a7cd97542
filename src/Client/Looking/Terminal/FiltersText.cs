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

/// <summary>What the first layer of a network looks for, in the terminal.</summary>
internal static class FiltersText
{
    public static void Write(Shell shell, WeightImages weights)
    {
        // Images of pixels are halved, to have several in a line; small filters are doubled, to be seen at all.
        var large = weights.AreWhole;
        var side = large ? weights.Side / 2 : weights.Side * 2;
        var units = StrongestUnits.Find(weights, large ? 10 : 32);
        var rasters = units.Select(unit => GreyImage.Resize(new Raster(weights.Side, weights.Side, weights.Images[unit]), side, side)).ToList();
        var scale = ColourScale.Signed(rasters);
        var coloured = shell.Console.Profile.Capabilities is { Ansi: true, ColorSystem: not ColorSystem.NoColors };
        var meaning = coloured ? "red where brightness adds, blue where it takes away" : "+ x @ where brightness adds, - = # where it takes away";
        shell.Out.WriteLine();
        shell.Out.WriteLine($"{FiltersPicture.SayWhat(weights, units.Count)}; {meaning}:");
        var tiles = rasters.Zip(units, (raster, unit) => (
            (IReadOnlyList<IEnumerable<Segment>>)[.. Enumerable.Range(0, (side + 1) / 2).Select(row => new ImageText(raster, scale).RowOf(row, coloured))],
            (string?)$"{unit + 1}"));
        shell.Console.Write(new TileText([.. tiles], side, large ? 10 : 16));
    }
}

using Experiments.Client.Drawing;
using Experiments.Client.Drawing.Colours;
using Experiments.Client.Drawing.Panels;
using Experiments.Training.Datasets;

namespace Experiments.Client.Looking.Pictures;

/// <summary>Draws images of a dataset with the names of their classes.</summary>
internal static class PreviewPicture
{
    private const int Columns = 10;
    private const float Side = 74;

    /// <summary>Returns the picture as a PNG.</summary>
    public static byte[] Draw(string dataset, string summary, IReadOnlyList<Example> examples)
    {
        var names = ClassNames.Get(dataset);
        var tiles = new TilePanel(
            [.. examples.Select(example => (Rasters.FromExample(example), (string?)names[example.Label]))],
            ColourScale.Brightness, Columns, Side);
        var (sheet, box) = Picture.Begin($"What is in {dataset}", summary, tiles.Width, tiles.Height);
        using (sheet)
        {
            tiles.Draw(sheet, box.Left, box.Top);
            return sheet.ToPng();
        }
    }
}

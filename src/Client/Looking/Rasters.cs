using Experiments.Client.Drawing;
using Experiments.Training.Datasets;

namespace Experiments.Client.Looking;

/// <summary>What is looked at, as images to draw.</summary>
internal static class Rasters
{
    public static Raster FromExample(Example example) => new(RawImages.Side, RawImages.Side, example.Pixels);
}

using Experiments.Client.Drawing;
using Experiments.Training.Datasets;

namespace Experiments.Client.Looking;

/// <summary>Converts examples to images that can be drawn.</summary>
internal static class Rasters
{
    public static Raster FromExample(Example example) => new(RawImages.Side, RawImages.Side, example.Pixels);
}

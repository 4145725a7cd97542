using Experiments.Training.Datasets;
using static TorchSharp.torch;

namespace Experiments.Training.Bench;

/// <summary>Random images of MNIST's shape, since the speed of a loop does not depend on what it learns.</summary>
internal static class BenchData
{
    public static ImageSet Make(int examples)
    {
        using var random = new Generator(1, CPU);
        return new(
            rand([examples, RawImages.Pixels], generator: random),
            randint(0, 10, [examples], ScalarType.Int64, generator: random));
    }
}

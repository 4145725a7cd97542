using Experiments.Training.Datasets;
using TorchSharp;
using static TorchSharp.torch;

namespace Experiments.Training.Bench;

/// <summary>Random images of MNIST's shape: how fast a loop is does not depend on what it learns.</summary>
internal static class BenchData
{
    /// <summary>As many as an epoch has.</summary>
    public const int Examples = 60_000;

    public static ImageSet Make()
    {
        using var random = new Generator(1, CPU);
        return new(
            rand([Examples, RawImages.Pixels], generator: random), randint(0, 10, [Examples], ScalarType.Int64, generator: random));
    }
}

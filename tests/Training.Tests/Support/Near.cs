using TorchSharp;
using static TorchSharp.torch;

namespace Experiments.Training.Tests.Support;

internal static class Near
{
    /// <summary>Fails if a number differs by more than <paramref name="tolerance"/>, relative above 1.</summary>
    public static void ShouldBeNear(this Tensor actual, Tensor expected, double tolerance = 1e-5)
    {
        actual.shape.ShouldBe(expected.shape);
        var error = ((actual - expected).abs() / expected.abs().clamp(min: 1)).max().ToSingle();
        ((double)error).ShouldBeLessThanOrEqualTo(tolerance);
    }

    /// <summary>Whether two tensors agree to the last bit.</summary>
    public static bool Same(this Tensor one, Tensor other) => one.bytes.SequenceEqual(other.bytes);

    public static float[] Numbers(this Tensor tensor) => tensor.cpu().flatten().data<float>().ToArray();

    public static Generator Seeded(ulong seed) => new(seed, CPU);
}

using static TorchSharp.torch;

namespace Experiments.Training;

/// <summary>Linear interpolation with a number as the weight.</summary>
internal static class Lerp
{
    /// <summary>
    /// Moves each element of <paramref name="value"/> toward <paramref name="other"/> by <paramref name="share"/> of
    /// the distance, in place. TorchSharp would turn a number into a double-precision tensor on the CPU; this method
    /// creates the weight on the tensor's own device, in single precision.
    /// </summary>
    public static void MoveToward(this Tensor value, Tensor other, double share) =>
        value.lerp_(other, full(Array.Empty<long>(), Scalars.Keep(share), ScalarType.Float32, value.device));
}

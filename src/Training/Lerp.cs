using static TorchSharp.torch;

namespace Experiments.Training;

/// <summary>Linear interpolation by a number.</summary>
internal static class Lerp
{
    /// <summary>
    /// Moves each number of <paramref name="value"/> toward another by <paramref name="share"/> of the way. TorchSharp makes a
    /// tensor of the CPU of a number that it is given, in double precision; here it lies where the others do.
    /// </summary>
    public static void MoveToward(this Tensor value, Tensor other, double share) =>
        value.lerp_(other, full(Array.Empty<long>(), Scalars.Keep(share), ScalarType.Float32, value.device));
}

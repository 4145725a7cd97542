using TorchSharp;
using static TorchSharp.torch;

namespace Experiments.Training;

/// <summary>
/// Reads tensors of one number. TorchSharp's own <c>ToDouble</c> and its like leave the native number to the garbage collector
/// while it is still being read; here it is kept until then.
/// </summary>
internal static class TensorReading
{
    /// <summary>The number, exactly where it is of single precision.</summary>
    public static double Number(this Tensor tensor)
    {
        using var scalar = tensor.ToScalar();
        return scalar.ToDouble();
    }

    /// <summary>The whole number.</summary>
    public static long Whole(this Tensor tensor)
    {
        using var scalar = tensor.ToScalar();
        return scalar.ToInt64();
    }
}

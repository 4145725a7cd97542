using TorchSharp;
using static TorchSharp.torch;

namespace Experiments.Training;

/// <summary>
/// Reads tensors of one element. TorchSharp's own <c>ToDouble</c> and similar methods may let the garbage collector
/// free the native scalar while it is still being read; these methods keep it until then.
/// </summary>
internal static class TensorReading
{
    /// <summary>Returns the element as a double, which is exact for single precision.</summary>
    public static double Number(this Tensor tensor)
    {
        using var scalar = tensor.ToScalar();
        return scalar.ToDouble();
    }

    /// <summary>Returns the element as an integer.</summary>
    public static long Whole(this Tensor tensor)
    {
        using var scalar = tensor.ToScalar();
        return scalar.ToInt64();
    }
}

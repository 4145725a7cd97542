using TorchSharp;

namespace Experiments.Training;

/// <summary>
/// The scalar arguments of TorchSharp's operations. A scalar that TorchSharp creates itself may be garbage-collected
/// while native code still reads it. This class keeps the latest scalars of each thread, more than any operation uses.
/// </summary>
internal static class Scalars
{
    private const int Latest = 16;

    [ThreadStatic] private static Queue<Scalar>? _latest;

    /// <summary>
    /// The factor of a plain sum, which must be passed to <c>add</c>: otherwise TorchSharp creates the scalar itself.
    /// It is an integer, so that sums of integer tensors stay integers.
    /// </summary>
    public static Scalar One { get; } = 1L.ToScalar();

    /// <summary>Returns the number as a double-precision scalar.</summary>
    public static Scalar Keep(double number) => Kept(number.ToScalar());

    /// <summary>
    /// Returns the number as an integer scalar, with which operations on integer tensors stay integers.
    /// </summary>
    public static Scalar Keep(long number) => Kept(number.ToScalar());

    private static Scalar Kept(Scalar scalar)
    {
        _latest ??= new Queue<Scalar>(Latest);
        if (_latest.Count == Latest) _latest.Dequeue().Dispose();
        _latest.Enqueue(scalar);
        return scalar;
    }
}

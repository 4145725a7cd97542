using TorchSharp;

namespace Experiments.Training;

/// <summary>
/// The numbers that operations of TorchSharp take. One that TorchSharp makes by itself may be collected by the garbage collector
/// while native code still reads it; the latest made here are kept, and no operation takes as many.
/// </summary>
internal static class Scalars
{
    private const int Latest = 16;

    [ThreadStatic] private static Queue<Scalar>? _latest;

    /// <summary>
    /// The factor of a plain sum, which is to be given to <c>add</c>: without it TorchSharp makes one by itself. It is a whole number,
    /// so that sums of whole tensors stay whole.
    /// </summary>
    public static Scalar One { get; } = 1L.ToScalar();

    /// <summary>The number in double precision.</summary>
    public static Scalar Keep(double number) => Kept(number.ToScalar());

    /// <summary>The whole number; operations on whole tensors stay whole.</summary>
    public static Scalar Keep(long number) => Kept(number.ToScalar());

    private static Scalar Kept(Scalar scalar)
    {
        _latest ??= new Queue<Scalar>(Latest);
        if (_latest.Count == Latest) _latest.Dequeue().Dispose();
        _latest.Enqueue(scalar);
        return scalar;
    }
}

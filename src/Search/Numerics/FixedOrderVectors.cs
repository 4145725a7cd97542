using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Experiments.Search.Numerics;

/// <summary>
/// Sums and products over arrays, four numbers at a time on any machine: if a processor has no such instructions, the
/// same four lanes are computed one by one, so the order of additions, and with it the last bit, is the same
/// everywhere. No operation fuses a product with a sum.
/// </summary>
internal static class FixedOrderVectors
{
    private const int Width = 4;

    /// <summary>Returns Σ aᵢ bᵢ of two spans of the same length.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b[..a.Length]);
        var (even, odd) = (Vector256<double>.Zero, Vector256<double>.Zero);
        nuint i = 0;
        for (; i + 2 * Width <= (nuint)a.Length; i += 2 * Width)
        {
            even += Vector256.LoadUnsafe(ref x, i) * Vector256.LoadUnsafe(ref y, i);
            odd += Vector256.LoadUnsafe(ref x, i + Width) * Vector256.LoadUnsafe(ref y, i + Width);
        }
        var both = even + odd;
        var sum = both.GetElement(0) + both.GetElement(1) + (both.GetElement(2) + both.GetElement(3));
        for (; i < (nuint)a.Length; i++) sum += a[(int)i] * b[(int)i];
        return sum;
    }

    /// <summary>
    /// Adds <paramref name="factor"/> times <paramref name="source"/> to a span of at least its length.
    /// </summary>
    public static void AddScaled(Span<double> target, double factor, ReadOnlySpan<double> source)
    {
        ref var to = ref MemoryMarshal.GetReference(target[..source.Length]);
        ref var from = ref MemoryMarshal.GetReference(source);
        var factors = Vector256.Create(factor);
        nuint i = 0;
        for (; i + Width <= (nuint)source.Length; i += Width)
            (Vector256.LoadUnsafe(ref to, i) + factors * Vector256.LoadUnsafe(ref from, i)).StoreUnsafe(ref to, i);
        for (; i < (nuint)source.Length; i++) target[(int)i] += factor * source[(int)i];
    }
}

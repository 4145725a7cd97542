using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Experiments.Search.Methods.Gp;

/// <summary>
/// The Matérn kernel with ν = 5/2, k = (1 + √5 r + 5/3 r²) exp(−√5 r), of squared distances r² (Rasmussen and Williams,
/// <i>Gaussian processes for machine learning</i>, 2006, eq. 4.17). It uses IEEE operations alone, four numbers at a
/// time.
/// </summary>
internal static class Matern
{
    private const int Width = 4;
    private const double Log2E = 1.44269504088896338700;
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    // Adding it leaves the nearest whole number in the low bits of the sum.
    private const double Rounder = 6755399441055744.0;

    // 1 / n!, the highest n first.
    private static readonly double[] Taylor =
    [
        1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040, 1.0 / 720,
        1.0 / 120, 1.0 / 24,
        1.0 / 6, 1.0 / 2, 1, 1,
    ];

    /// <summary>
    /// Computes the kernel of each squared distance, and its derivative with respect to the squared distance. The three
    /// spans have the same length.
    /// </summary>
    public static void Fill(ReadOnlySpan<double> squares, Span<double> kernel, Span<double> slope)
    {
        var whole = squares.Length - squares.Length % Width;
        ref var from = ref MemoryMarshal.GetReference(squares);
        ref var to = ref MemoryMarshal.GetReference(kernel);
        ref var by = ref MemoryMarshal.GetReference(slope);
        for (nuint i = 0; i < (nuint)whole; i += Width)
        {
            var (value, derivative) = Of(Vector256.LoadUnsafe(ref from, i));
            value.StoreUnsafe(ref to, i);
            derivative.StoreUnsafe(ref by, i);
        }
        for (var i = whole; i < squares.Length; i++)
        {
            var (value, derivative) = Of(Vector256.Create(squares[i]));
            (kernel[i], slope[i]) = (value.GetElement(0), derivative.GetElement(0));
        }
    }

    private static (Vector256<double> Kernel, Vector256<double> Slope) Of(Vector256<double> squares)
    {
        var root = Vector256.Sqrt(squares * 5.0);
        var decay = ExpOfMinus(root);
        var linear = (root + Vector256<double>.One) * decay;
        return (linear + squares * (5.0 / 3) * decay, linear * (-5.0 / 6));
    }

    private static Vector256<double> ExpOfMinus(Vector256<double> x)
    {
        var argument = -Vector256.Min(x, Vector256.Create(700.0));
        var shifted = argument * Log2E + Vector256.Create(Rounder);
        var exponent = shifted - Vector256.Create(Rounder);
        var rest = argument - exponent * Ln2High - exponent * Ln2Low;
        var sum = Vector256.Create(Taylor[0]);
        for (var i = 1; i < Taylor.Length; i++) sum = sum * rest + Vector256.Create(Taylor[i]);
        return (sum.AsInt64() + Vector256.ShiftLeft(shifted.AsInt64(), 52)).AsDouble();
    }
}

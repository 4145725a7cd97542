using Experiments.Search.Randomness;

namespace Experiments.Search.Methods.Sobol;

/// <summary>
/// The points of a Sobol sequence, scrambled so that each point alone is uniform and all of them together stay as
/// evenly spread. Each bit of a coordinate is flipped or not according to a random bit that belongs to the bits before
/// it. Source: Owen, <i>Randomly permuted (t,m,s)-nets and (t,s)-sequences</i>, 1995. Dimensions beyond the table are
/// independent draws (Spanier, <i>Quasi-Monte Carlo methods for particle transport problems</i>, 1995: padding).
/// </summary>
internal static class ScrambledSobol
{
    private const int Bits = 32;
    private const int Rest = 53 - Bits;

    /// <summary>
    /// Returns the coordinate of the point with the number <paramref name="trial"/> in the dimension of a parameter: in
    /// [0, 1), a multiple of 2⁻⁵³. The 21 bits below those of the sequence are random.
    /// </summary>
    public static double Uniform(long seed, int trial, int dimension, string parameter)
    {
        var random = CounterRandom.Uniform(seed, trial, parameter);
        if (dimension >= DirectionNumbers.Dimensions) return random;
        var coordinate = Scramble(DirectionNumbers.Coordinate(dimension, (uint)trial), seed, parameter);
        return Math.ScaleB(((ulong)coordinate << Rest) | (ulong)Math.ScaleB(random, Rest), -53);
    }

    private static uint Scramble(uint coordinate, long seed, string parameter)
    {
        // A leading 1 distinguishes the prefix 0 from 00.
        var prefix = 1u;
        for (var bit = Bits - 1; bit >= 0; bit--)
        {
            var next = (coordinate >> bit) & 1;
            if (CounterRandom.Flip(seed, prefix, parameter)) coordinate ^= 1u << bit;
            prefix = (prefix << 1) | next;
        }
        return coordinate;
    }
}

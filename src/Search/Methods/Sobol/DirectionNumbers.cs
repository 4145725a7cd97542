using System.Collections.Immutable;
using System.Globalization;

namespace Experiments.Search.Methods.Sobol;

/// <summary>
/// The direction numbers of each dimension of a Sobol sequence: 32 words, where bit k of a point's number says whether
/// word k is included. Source: Joe and Kuo, <i>Constructing Sobol sequences with better two-dimensional
/// projections</i>, SIAM J. Sci. Comput. 30 (2008), table new-joe-kuo-6.
/// </summary>
internal static class DirectionNumbers
{
    private const int Bits = 32;

    private static readonly ImmutableArray<ImmutableArray<uint>> Table = [VanDerCorput(), .. Read()];

    /// <summary>The number of dimensions.</summary>
    public static int Dimensions => Table.Length;

    /// <summary>
    /// Returns coordinate 0 ≤ <paramref name="dimension"/> &lt; Dimensions of the point <paramref name="index"/>, in
    /// units of 2⁻³².
    /// </summary>
    public static uint Coordinate(int dimension, uint index)
    {
        var words = Table[dimension];
        var coordinate = 0u;
        for (var bit = 0; index != 0; bit++, index >>= 1)
            if ((index & 1) != 0)
                coordinate ^= words[bit];
        return coordinate;
    }

    private static ImmutableArray<uint> VanDerCorput() => [.. Enumerable.Range(1, Bits).Select(k => 1u << (Bits - k))];

    private static IEnumerable<ImmutableArray<uint>> Read()
    {
        using var reader = new StreamReader(
            typeof(DirectionNumbers).Assembly.GetManifestResourceStream("joe-kuo.txt")!);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            var numbers = line.Split(' ').Select(number => uint.Parse(number, CultureInfo.InvariantCulture)).ToArray();
            yield return Words((int)numbers[0], numbers[1], numbers.AsSpan(2));
        }
    }

    /// <summary>
    /// Extends the first s words by the recurrence of the primitive polynomial x^s + a₁x^(s-1) + … + 1.
    /// </summary>
    private static ImmutableArray<uint> Words(int degree, uint polynomial, ReadOnlySpan<uint> first)
    {
        var words = ImmutableArray.CreateBuilder<uint>(Bits);
        for (var k = 0; k < degree; k++) words.Add(first[k] << (Bits - 1 - k));
        for (var k = degree; k < Bits; k++)
        {
            var word = words[k - degree] ^ (words[k - degree] >> degree);
            for (var term = 1; term < degree; term++)
                if (((polynomial >> (degree - 1 - term)) & 1) != 0)
                    word ^= words[k - term];
            words.Add(word);
        }
        return words.MoveToImmutable();
    }
}

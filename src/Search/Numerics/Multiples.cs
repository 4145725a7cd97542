using System.Globalization;

namespace Experiments.Search.Numerics;

/// <summary>
/// The multiples of a quantum that lie within bounds, both included. A multiple is the double that its decimal text reads
/// as: three times 0.05 is 0.15 and not 0.15000000000000002.
/// </summary>
public sealed class Multiples
{
    // Up to here neighbouring multiples are different doubles.
    private const long Most = 1L << 52;
    private const double LargestDecimal = 7.9e28;

    private readonly decimal? _exactQuantum;

    /// <param name="quantum">The quantum, &gt; 0.</param>
    /// <param name="min">Lower bound; negative infinity: none.</param>
    /// <param name="max">Upper bound; infinity: none.</param>
    public Multiples(double quantum, double min = double.NegativeInfinity, double max = double.PositiveInfinity)
    {
        Quantum = quantum;
        _exactQuantum = Exact(quantum);
        AreCountable = Math.Abs(min / quantum) < Most && Math.Abs(max / quantum) < Most;
        First = (long)Math.Clamp(Math.Floor(min / quantum) - 1, -Most, Most);
        Last = (long)Math.Clamp(Math.Ceiling(max / quantum) + 1, -Most, Most);
        // The quotients are rounded; the multiples themselves are not, and have the last word.
        while (First <= Last && this[First] < min) First++;
        while (First <= Last && this[Last] > max) Last--;
    }

    /// <summary>What they are multiples of.</summary>
    public double Quantum { get; }

    /// <summary>The number k of the least one, which is k times the quantum.</summary>
    public long First { get; }

    /// <summary>The number of the greatest one. Less than <see cref="First"/>: there is none at all.</summary>
    public long Last { get; }

    /// <summary>
    /// Whether there are bounds, and the quantum is so large that all multiples within are different doubles.
    /// </summary>
    public bool AreCountable { get; }

    /// <summary>The k-th multiple, First ≤ k ≤ Last.</summary>
    public double this[long k] =>
        _exactQuantum is { } exact && Math.Abs(k * Quantum) < LargestDecimal
            ? double.Parse((k * exact).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : k * Quantum;

    /// <summary>
    /// The multiple within the bounds that is nearest to <paramref name="value"/>, the even one of two as near. A value so
    /// large that doubles there are farther apart than the quantum stays as it is.
    /// </summary>
    /// <exception cref="InvalidOperationException">No multiple lies within the bounds.</exception>
    public double Nearest(double value)
    {
        var k = Math.Round(value / Quantum);
        if (Math.Abs(k) >= Most) return value;
        if (First > Last) throw new InvalidOperationException($"No multiple of {Quantum} lies within the bounds.");
        return this[Math.Clamp((long)k, First, Last)];
    }

    /// <summary>
    /// The number of the multiple that <paramref name="value"/> is, or null where it is none within the bounds.
    /// </summary>
    public long? NumberOf(double value)
    {
        var k = Math.Round(value / Quantum);
        return k >= First && k <= Last && this[(long)k] == value ? (long)k : null;
    }

    /// <summary>The number as its shortest decimal text gives it, unless a decimal cannot hold that.</summary>
    private static decimal? Exact(double value) =>
        decimal.TryParse(
            value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture,
            out var exact)
        && double.Parse(exact.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) == value
            ? exact
            : null;
}

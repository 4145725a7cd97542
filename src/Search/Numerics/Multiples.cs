using System.Globalization;

namespace Experiments.Search.Numerics;

/// <summary>
/// The multiples of a quantum that lie within bounds, both included. A multiple is the double that its decimal text
/// parses to: three times 0.05 is 0.15 and not 0.15000000000000002.
/// </summary>
public sealed class Multiples
{
    // Up to this factor, neighbouring multiples are different doubles.
    private const long Most = 1L << 52;
    private const double LargestDecimal = 7.9e28;

    private readonly decimal? _exactQuantum;

    /// <param name="quantum">The quantum, &gt; 0.</param>
    /// <param name="min">The lower bound; negative infinity if there is none.</param>
    /// <param name="max">The upper bound; positive infinity if there is none.</param>
    public Multiples(double quantum, double min = double.NegativeInfinity, double max = double.PositiveInfinity)
    {
        Quantum = quantum;
        _exactQuantum = Exact(quantum);
        AreCountable = Math.Abs(min / quantum) < Most && Math.Abs(max / quantum) < Most;
        First = (long)Math.Clamp(Math.Floor(min / quantum) - 1, -Most, Most);
        Last = (long)Math.Clamp(Math.Ceiling(max / quantum) + 1, -Most, Most);
        // The quotients are rounded; the multiples themselves are not, so they decide.
        while (First <= Last && this[First] < min) First++;
        while (First <= Last && this[Last] > max) Last--;
    }

    /// <summary>The quantum.</summary>
    public double Quantum { get; }

    /// <summary>The number k of the least multiple, which is k times the quantum.</summary>
    public long First { get; }

    /// <summary>The number of the greatest multiple; less than <see cref="First"/> if there are no multiples.</summary>
    public long Last { get; }

    /// <summary>
    /// Whether there are bounds, and the quantum is so large that all multiples within them are different doubles.
    /// </summary>
    public bool AreCountable { get; }

    /// <summary>The k-th multiple, First ≤ k ≤ Last.</summary>
    public double this[long k] =>
        _exactQuantum is { } exact && Math.Abs(k * Quantum) < LargestDecimal
            ? double.Parse((k * exact).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : k * Quantum;

    /// <summary>
    /// Returns the multiple within the bounds that is nearest to <paramref name="value"/>; a tie goes to the multiple
    /// with the even number. A value so large that doubles there are farther apart than the quantum is returned
    /// unchanged.
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
    /// Returns the number of the multiple that equals <paramref name="value"/>, or null if no multiple within the
    /// bounds does.
    /// </summary>
    public long? NumberOf(double value)
    {
        var k = Math.Round(value / Quantum);
        return k >= First && k <= Last && this[(long)k] == value ? (long)k : null;
    }

    /// <summary>
    /// Returns the number as its shortest decimal text gives it, or null if a decimal cannot hold that.
    /// </summary>
    private static decimal? Exact(double value) =>
        decimal.TryParse(
            value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture,
            out var exact)
        && double.Parse(exact.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) == value
            ? exact
            : null;
}

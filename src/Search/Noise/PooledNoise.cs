namespace Experiments.Search.Noise;

/// <summary>
/// The deviation between trials with the same assignment, estimated from all assignments together, since each has only
/// a few trials. It is taken to be the same for all of them.
/// </summary>
/// <param name="Deviation">The standard deviation of a single trial, ≥ 0.</param>
/// <param name="Freedom">Its degrees of freedom: the number of trials after the first of each assignment, ≥ 1.</param>
public sealed record PooledNoise(double Deviation, int Freedom)
{
    // With fewer degrees of freedom, an estimate may be far too small.
    private const int FewestForTest = 3;

    // The quantile of the standard normal distribution at 99 %.
    private const double Quantile = 2.3263478740408408;

    /// <summary>Estimates the noise, or returns null if no assignment has two results.</summary>
    public static PooledNoise? Of(IReadOnlyCollection<RepeatedResult> results)
    {
        var freedom = results.Sum(result => result.Count - 1);
        return freedom == 0
            ? null
            : new(Math.Sqrt(results.Sum(result => result.Squares / freedom)), freedom);
    }

    /// <summary>
    /// Whether an assignment is worse on average than the leading one, by a one-sided t-test at 1 %, as in races of
    /// assignments (Maron and Moore, <i>Hoeffding races</i>, NIPS 1993; Birattari, Stützle, Paquete and Varrentrapp,
    /// <i>A racing algorithm for configuring metaheuristics</i>, GECCO 2002). One that is further outside of limits is
    /// worse without a test.
    /// </summary>
    public static bool IsWorse(RepeatedResult result, RepeatedResult leader, PooledNoise? noise)
    {
        if (result.Violation > leader.Violation) return true;
        if (noise is null || noise.Freedom < FewestForTest) return false;
        var error = noise.ErrorOf(result.Count, leader.Count);
        return Math.Abs(result.Mean - leader.Mean) > StudentQuantile(noise.Freedom) * error;
    }

    /// <summary>Returns the standard error of the difference of two means.</summary>
    public double ErrorOf(int count, int other) => Deviation * Math.Sqrt(1.0 / count + 1.0 / other);

    // The Cornish-Fisher expansion (Abramowitz and Stegun, 26.7.5).
    private static double StudentQuantile(int freedom)
    {
        const double Z = Quantile;
        const double First = (Z * Z * Z + Z) / 4;
        const double Second = (5 * Z * Z * Z * Z * Z + 16 * Z * Z * Z + 3 * Z) / 96;
        return Z + First / freedom + Second / freedom / freedom;
    }
}

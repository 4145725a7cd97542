namespace Experiments.Search.Numerics;

/// <summary>
/// The logarithm of the gamma function: Stirling's series (DLMF 5.11.1) for x ≥ 10, below that the recurrence Γ(x + 1)
/// = x Γ(x).
/// </summary>
internal static class LogGamma
{
    private const double HalfLogOfTwoPi = 0.91893853320467274178;

    // B₂ₖ / (2k (2k - 1)), k = 1, 2, …
    private static readonly double[] Stirling =
        [1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156];

    /// <summary>Returns ln Γ(x) for x &gt; 0.</summary>
    public static double Evaluate(double x)
    {
        var shift = 0.0;
        for (; x < 10; x++) shift += PortableMath.Log(x);
        var inverse = 1 / x;
        var series = 0.0;
        var power = inverse;
        foreach (var coefficient in Stirling)
        {
            series += coefficient * power;
            power *= inverse * inverse;
        }
        return (x - 0.5) * PortableMath.Log(x) - x + HalfLogOfTwoPi + series - shift;
    }
}

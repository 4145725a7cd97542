using Experiments.Search.Spaces;

namespace Experiments.Search.Explaining;

/// <summary>Narrower and wider ranges of a parameter, with bounds that people would write.</summary>
internal static class Ranges
{
    // A third of the range is added at the bound that was hit.
    private const double Wider = 1.0 / 3;

    // A region is taken a little wider than it was found.
    private const double Margin = 0.2;

    /// <summary>
    /// Returns the distribution of a good region with a margin, or null if there is none that is narrower.
    /// </summary>
    public static Distribution? Narrow(ParameterAxis axis, GoodRegion region)
    {
        var distribution = axis.Parameter.Distribution;
        if (axis.IsChoice)
            return region.Choices.Length == axis.Choices.Length ? null : new Distribution.Categorical(region.Choices);
        var margin = Margin * Math.Max(region.High - region.Low, 0.05);
        var low = axis.At(Math.Max(0, region.Low - margin)).ToReal()!.Value;
        var high = axis.At(Math.Min(1, region.High + margin)).ToReal()!.Value;
        // 1 / x decreases as x increases.
        (low, high) = (Math.Min(low, high), Math.Max(low, high));
        Distribution? narrow = distribution switch
        {
            Distribution.IntUniform d => d with { Min = (long)low, Max = (long)high },
            Distribution.Uniform d => d with { Min = Least(d.Min, low), Max = Most(d.Max, high) },
            Distribution.LogUniform d => d with { Min = Least(d.Min, low), Max = Most(d.Max, high) },
            Distribution.InvLogUniform d => d with { Min = Least(d.Min, low), Max = Most(d.Max, high) },
            _ => null,
        };
        return narrow is null || narrow == distribution || !HasSeveral(narrow) ? null : narrow;
    }

    /// <summary>
    /// Returns the distribution with a wider range at one end, or null if it has no such bound or the bound may be a
    /// natural one: 0 and 1 are not passed.
    /// </summary>
    public static Distribution? Widen(ParameterAxis axis, bool atHigh)
    {
        switch (axis.Parameter.Distribution)
        {
            case Distribution.IntUniform d:
                var more = Math.Max(1, (long)Math.Ceiling(((double)d.Max - d.Min) * Wider));
                if (atHigh) return d.Max > long.MaxValue - more ? null : d with { Max = d.Max + more };
                if (d.Min is 0 or 1 || d.Min < long.MinValue + more) return null;
                return d with { Min = d.Min > 0 ? Math.Max(1, d.Min - more) : d.Min - more };
            case Distribution.Uniform d:
                var wide = (d.Max - d.Min) * Wider;
                if (atHigh)
                    return d is { Min: >= 0, Max: <= 1 }
                        ? d.Max == 1 ? null : d with { Max = Math.Min(1, Rounded(d.Max + wide, up: true)) }
                        : d with { Max = Rounded(d.Max + wide, up: true) };
                return d.Min == 0 ? null
                    : d with
                    {
                        Min = d.Min > 0
                            ? Math.Max(0, Rounded(d.Min - wide, up: false))
                            : Rounded(d.Min - wide, up: false),
                    };
            case Distribution.LogUniform d:
                var factor = Math.Pow(d.Max / d.Min, Wider);
                if (!atHigh) return d with { Min = Rounded(d.Min / factor, up: false) };
                return d.Max == 1 ? null
                    : d with
                    {
                        Max = d.Max < 1
                            ? Math.Min(1, Rounded(d.Max * factor, up: true))
                            : Rounded(d.Max * factor, up: true),
                    };
            case Distribution.InvLogUniform d:
                var ratio = Math.Pow(d.Max / d.Min, Wider);
                return atHigh
                    ? d with { Max = Rounded(d.Max * ratio, up: true) }
                    : d with { Min = Rounded(d.Min / ratio, up: false) };
            default:
                return null;
        }
    }

    private static double Least(double bound, double low) => Math.Max(bound, Rounded(low, up: false));

    private static double Most(double bound, double high) => Math.Min(bound, Rounded(high, up: true));

    /// <summary>Returns a number with two digits that is at least, or at most, this one.</summary>
    private static double Rounded(double number, bool up)
    {
        if (number == 0 || !double.IsFinite(number)) return number;
        var unit = (decimal)Math.Pow(10, Math.Clamp(Math.Floor(Math.Log10(Math.Abs(number))) - 1, -27, 25));
        if (unit == 0 || Math.Abs(number) > 1e26) return number;
        var steps = (decimal)number / unit;
        return (double)((up ? Math.Ceiling(steps) : Math.Floor(steps)) * unit);
    }

    private static bool HasSeveral(Distribution distribution) => distribution switch
    {
        Distribution.IntUniform d => d.Max > d.Min,
        Distribution.Uniform d => d.Max > d.Min && Fits(d.Q, d.Min, d.Max),
        Distribution.LogUniform d => d.Max > d.Min && Fits(d.Q, d.Min, d.Max),
        Distribution.InvLogUniform d => d.Max > d.Min,
        _ => true,
    };

    // At least two multiples.
    private static bool Fits(double? quantum, double min, double max) => quantum is not { } q || max - min >= 2 * q;
}

using System.Collections.Immutable;
using System.Globalization;

namespace Experiments.Client.Drawing.Panels;

/// <summary>
/// The marks of an axis at round numbers: multiples of 1, 2 or 5 times a power of ten (P. Heckbert, "Nice numbers for
/// graph labels", Graphics Gems, 1990).
/// </summary>
/// <param name="From">The first value of the axis, which is a round number unless the axis counts steps.</param>
/// <param name="To">The last value of the axis, greater than the first.</param>
/// <param name="Values">The values of the marks.</param>
/// <param name="Step">The distance between marks.</param>
internal sealed record Ticks(double From, double To, ImmutableArray<double> Values, double Step)
{
    /// <summary>Returns an axis that ends at round numbers and contains all values.</summary>
    public static Ticks Around(double least, double most, int wanted)
    {
        if (most <= least) (least, most) = (least - Half(least), most + Half(most));
        var step = Nice((most - least) / wanted);
        var (from, to) = (Math.Floor(least / step + 1e-9) * step, Math.Ceiling(most / step - 1e-9) * step);
        return new(from, to, Marks(from, to, step), step);
    }

    /// <summary>Returns an axis from the first to the last step, marked at whole numbers.</summary>
    public static Ticks OfSteps(double first, double last, int wanted)
    {
        if (last <= first) return new(first - 0.5, first + 0.5, [first], 1);
        var step = Math.Max(1, Nice((last - first) / wanted));
        return new(first, last, Marks(Math.Ceiling(first / step) * step, last, step), step);
    }

    /// <summary>Formats the value of a mark with enough digits to distinguish it from its neighbours.</summary>
    public string TextOf(double value)
    {
        value = Math.Abs(value) < Step / 1e6 ? 0 : value;
        var size = Math.Max(Math.Abs(From), Math.Abs(To));
        if (size >= 1e6 || Step < 1e-5) return value.ToString("0.###e0", CultureInfo.InvariantCulture);
        var digits = Math.Max(0, (int)Math.Ceiling(-Math.Log10(Step) - 1e-9));
        return value.ToString("N" + digits, CultureInfo.InvariantCulture).Replace(",", " ", StringComparison.Ordinal);
    }

    private static double Half(double value) => value == 0 ? 1 : Math.Abs(value) / 2;

    private static ImmutableArray<double> Marks(double from, double to, double step) =>
        [.. Enumerable.Range(0, (int)Math.Floor((to - from) / step + 1e-9) + 1).Select(i => from + i * step)];

    private static double Nice(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return (step / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 } * power;
    }
}

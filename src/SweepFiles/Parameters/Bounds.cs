using Experiments.Search.Numerics;
using Experiments.SweepFiles.Keys;

namespace Experiments.SweepFiles.Parameters;

/// <summary>The bounds of a range as values, with min &lt; max.</summary>
internal readonly record struct Bounds(double Min, double Max)
{
    /// <summary>Reads bounds given as values. Returns null if an error was added.</summary>
    public static Bounds? Values(ParameterSection parameter)
    {
        if (Ordered(parameter) is not { } range) return null;
        var bounds = new Bounds(Number(range.Min), Number(range.Max));
        if (double.IsFinite(bounds.Max - bounds.Min)) return bounds;
        parameter.Fail($"needs max - min to be finite, but got [{range.Min}, {range.Max}]");
        return null;
    }

    /// <summary>Reads bounds whose logarithm is taken. Returns null if an error was added.</summary>
    public static Bounds? Positive(ParameterSection parameter)
    {
        if (Values(parameter) is not { } bounds) return null;
        if (bounds.Min > 0) return bounds;
        parameter.Fail($"needs min > 0 for a logarithm, but got [{bounds.Min}, {bounds.Max}]");
        return null;
    }

    /// <summary>Reads bounds given as exponents of e. Returns null if an error was added.</summary>
    public static Bounds? Exponents(ParameterSection parameter)
    {
        if (Values(parameter) is not { } exponents) return null;
        var bounds = new Bounds(Math.Exp(exponents.Min), Math.Exp(exponents.Max));
        if (bounds.Min > 0 && bounds.Min < bounds.Max && double.IsFinite(bounds.Max)) return bounds;
        parameter.Fail(
            $"takes min and max as exponents of e, and e^{exponents.Min} to e^{exponents.Max} is not a range of "
            + "finite numbers; the distribution with '_values' in its name takes the values themselves");
        return null;
    }

    /// <summary>Reads bounds of whole numbers. Returns null if an error was added.</summary>
    public static (long Min, long Max)? Whole(ParameterSection parameter)
    {
        if (Ordered(parameter) is not { } range) return null;
        if (range is not (ParameterValue.Integer min, ParameterValue.Integer max))
        {
            parameter.Fail($"needs whole numbers for int_uniform, but got [{range.Min}, {range.Max}]");
            return null;
        }
        if (max.Value - (decimal)min.Value < long.MaxValue) return (min.Value, max.Value);
        parameter.Fail($"needs max - min < {long.MaxValue}, but got [{min}, {max}]");
        return null;
    }

    /// <summary>Returns the reciprocals of both bounds, in ascending order.</summary>
    public Bounds Inverted() => new(1 / Max, 1 / Min);

    /// <summary>
    /// Returns the bounds, or adds an error and returns null if no multiple of <paramref name="q"/> lies within them or
    /// doubles cannot tell the multiples apart.
    /// </summary>
    /// <param name="q">The quantum.</param>
    /// <param name="parameter">Receives the error.</param>
    /// <param name="hint">Another possible cause, to append to the message.</param>
    public Bounds? WithMultiplesOf(double q, ParameterSection parameter, string hint)
    {
        var multiples = new Multiples(q, Min, Max);
        if (!multiples.AreCountable)
            parameter.Fail($"has a q of {q}, too small to tell multiples of it apart between {Min} and {Max}{hint}");
        else if (multiples.First > multiples.Last)
            parameter.Fail($"has no multiple of q = {q} between {Min} and {Max}; give a smaller q{hint}");
        else
            return this;
        return null;
    }

    private static (ParameterValue Min, ParameterValue Max)? Ordered(ParameterSection parameter)
    {
        var hasMin = parameter.Keys.TryGet(ParameterKeys.Min, out var min);
        if (!parameter.Keys.TryGet(ParameterKeys.Max, out var max) || !hasMin) return null;
        var ordered = (min, max) is (ParameterValue.Integer low, ParameterValue.Integer high)
            ? low.Value < high.Value
            : Number(min!) < Number(max);
        if (ordered) return (min!, max);
        parameter.Fail($"needs min < max, but got [{min}, {max}]");
        return null;
    }

    private static double Number(ParameterValue value) =>
        value is ParameterValue.Integer whole ? whole.Value : ((ParameterValue.Number)value).Value;
}

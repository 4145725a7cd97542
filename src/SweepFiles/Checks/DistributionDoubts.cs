using System.Collections.Immutable;
using System.Globalization;
using Experiments.Search.Numerics;
using Experiments.Search.Spaces;
using Experiments.SweepFiles.Keys;
using Experiments.SweepFiles.Parameters;
using Experiments.SweepFiles.Rules;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Checks;

/// <summary>Warns about ranges that are valid but probably not intended.</summary>
internal static class DistributionDoubts
{
    // ln 1.5 is 0.41: a user who thinks in exponents would hardly start a log-uniform range of values below it, except
    // at 1.
    private const double LeastExponent = 0.4;

    // e^25 is 72 billion.
    private const double GreatestExponent = 25;

    private const double Span = 10;

    private static readonly RealRule AnyNumber = new();

    /// <summary>Adds a warning for each doubtful range.</summary>
    /// <param name="parameters">The parameters of the sweep.</param>
    /// <param name="isBuiltIn">Whether they belong to a built-in workload. Then bounds that look like values rather
    /// than exponents are an error: a file written for another tool names no built-in workload, so no such file is
    /// refused.</param>
    /// <param name="errors">Receives the warnings and errors.</param>
    public static void Run(ImmutableArray<LocatedParameter> parameters, bool isBuiltIn, ErrorList errors)
    {
        foreach (var parameter in parameters)
        {
            if (ExponentsDoubt(parameter) is { } exponents)
            {
                var at = parameter.Keys.ValuePositionOf(ParameterKeys.Distribution);
                if (isBuiltIn) errors.Add(at, exponents);
                else errors.Warn(at, exponents);
            }
            if (MeanDoubt(parameter) is { } mean) errors.Warn(parameter.Keys.ValuePositionOf(ParameterKeys.Mu), mean);
            if ((SingleDoubt(parameter) ?? SwitchDoubt(parameter)) is { } range) errors.Warn(parameter.At, range);
        }
    }

    private static string? ExponentsDoubt(LocatedParameter parameter)
    {
        var form = FormOf(parameter);
        if (form is not ("log_uniform" or "q_log_uniform" or "inv_log_uniform")
            || BoundsOf(parameter) is not var (min, max)) return null;
        var isMisused = (min >= 0 && max <= 1)
            || (min is > 0 and < LeastExponent && max / min >= Span)
            || max > GreatestExponent;
        if (!isMisused) return null;
        var given = parameter.Distribution switch
        {
            Distribution.LogUniform d => (d.Min, d.Max),
            Distribution.InvLogUniform d => (d.Min, d.Max),
            _ => (Math.Exp(min), Math.Exp(max)),
        };
        return $"parameter '{parameter.Name}' is {form}, whose min and max are exponents of e: "
            + $"it gives {Short(given.Item1)} to {Short(given.Item2)}; "
            + (min > 0
                ? $"write '{form}_values' for {Short(min)} to {Short(max)}"
                : $"'{form}_values' takes the values themselves, above 0");
    }

    private static string? MeanDoubt(LocatedParameter parameter)
    {
        var form = FormOf(parameter);
        if (form is not ("log_normal" or "q_log_normal")
            || !parameter.Keys.TryGet(ParameterKeys.Mu, out var mu)
            || mu is not ((> 0 and <= 0.1) or > GreatestExponent)) return null;
        return $"parameter '{parameter.Name}' is {form}, whose mu is the mean of the logarithm: "
            + $"half of its values lie above {Short(Math.Exp(mu))}; "
            + $"write 'mu: {Math.Log(mu).ToString("0.###", CultureInfo.InvariantCulture)}' for {Short(mu)}";
    }

    private static string? SingleDoubt(LocatedParameter parameter)
    {
        Multiples? multiples = parameter.Distribution switch
        {
            Distribution.Uniform { Q: { } q } d => new(q, d.Min, d.Max),
            Distribution.LogUniform { Q: { } q } d => new(q, d.Min, d.Max),
            Distribution.Beta { Q: { } q } => new(q, 0, 1),
            _ => null,
        };
        if (multiples is null || multiples.First != multiples.Last) return null;
        var reason = parameter.Keys.Has(ParameterKeys.Q) ? "" : " (1 by default)";
        return $"parameter '{parameter.Name}' only gives {Short(multiples[multiples.First])}, "
            + $"the one multiple of q{reason} in its range; give a smaller q";
    }

    private static string? SwitchDoubt(LocatedParameter parameter) =>
        parameter.Distribution is Distribution.IntUniform { Min: 0, Max: 1 } && FormOf(parameter) is null
            ? $"parameter '{parameter.Name}' gives 0 or 1 and nothing in between, since both bounds are whole numbers; "
                + "write 0.0 and 1.0 for real numbers, or 'values: [0, 1]'"
            : null;

    private static string? FormOf(LocatedParameter parameter) =>
        (parameter.Keys.ValueOf(ParameterKeys.Distribution) as Node.Scalar)?.Text;

    private static (double Min, double Max)? BoundsOf(LocatedParameter parameter)
    {
        if (parameter.Distribution is null
            || NumberOf(ParameterKeys.Min) is not { } min || NumberOf(ParameterKeys.Max) is not { } max)
            return null;
        return (min, max);

        double? NumberOf(Key<ParameterValue> key) =>
            parameter.Keys.ValueOf(key) is { } node ? AnyNumber.TryMatch(node) : null;
    }

    private static string Short(double number) => number.ToString("G6", CultureInfo.InvariantCulture);
}

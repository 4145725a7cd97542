using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.SweepFiles.Keys;
using Experiments.SweepFiles.Parameters;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Checks;

/// <summary>Warns about listed values that are valid but probably not intended.</summary>
internal static partial class ValueDoubts
{
    // Two values this far apart are probably meant as the ends of a range.
    private const double Span = 100;

    /// <summary>Adds a warning for each doubtful value.</summary>
    public static void Run(ImmutableArray<LocatedParameter> parameters, SearchMethod method, ErrorList errors)
    {
        foreach (var parameter in parameters)
        {
            var nodes = NodesOf(parameter);
            foreach (var scalar in nodes.OfType<Node.Scalar>())
                if (TextDoubt(scalar, nodes) is { } doubt)
                    errors.Warn(scalar.At, $"parameter '{parameter.Name}': {doubt}");
            if (parameter.Distribution is not Distribution.Categorical choice) continue;
            WarnOfTwice(parameter, choice, errors);
            if (method != SearchMethod.Grid
                && choice.Values is
                    [ParameterValue.Number { Value: > 0 and var low }, ParameterValue.Number { Value: var high }]
                && high / low >= Span)
            {
                errors.Warn(parameter.ValuesAt[0],
                    $"parameter '{parameter.Name}' has two values and nothing in between; for a range write "
                    + $"{{distribution: log_uniform_values, min: {choice.Values[0]}, max: {choice.Values[1]}}}");
            }
        }
    }

    private static IReadOnlyList<Node> NodesOf(LocatedParameter parameter) =>
        parameter.Keys.ValueOf(ParameterKeys.Value) is { } one ? [one]
        : (parameter.Keys.ValueOf(ParameterKeys.Values) as Node.Sequence)?.Items ?? [];

    private static string? TextDoubt(Node.Scalar scalar, IReadOnlyList<Node> all)
    {
        if (scalar.Value is not ParameterValue.Text { Value: var text }) return null;
        if (scalar.IsPlain && YesOrNo().Match(text) is { Success: true } word)
        {
            return $"{Quote.Text(text)} is text here, and {(word.Groups["no"].Success ? "false" : "true")} to W&B; "
                + "write true or false, or put it in quotes";
        }
        if (scalar.IsPlain && NearlyNumber().IsMatch(text))
            return $"{Quote.Text(text)} is text, not a number; write only digits and a point";
        return ScalarTypes.Resolve(text) is ParameterValue.Number or ParameterValue.Integer
            && all.Any(other => other is Node.Scalar { Value: ParameterValue.Number or ParameterValue.Integer })
            ? $"{Quote.Text(text)} is text among numbers; leave the quotes out"
            : null;
    }

    private static void WarnOfTwice(LocatedParameter parameter, Distribution.Categorical choice, ErrorList errors)
    {
        if (choice.Probabilities is not null) return;
        var seen = new HashSet<ParameterValue>();
        foreach (var (value, at) in choice.Values.Zip(parameter.ValuesAt))
        {
            if (!seen.Add(value))
                errors.Warn(
                    at,
                    $"parameter '{parameter.Name}' lists {Quote.Plain(value.ToString()!)} more than once, "
                    + "so it is drawn that much more often");
        }
    }

    // The flags of YAML 1.1, which W&B reads: https://yaml.org/type/bool.html, as PyYAML implements it.
    [GeneratedRegex(@"^(yes|Yes|YES|on|On|ON|(?<no>no|No|NO|off|Off|OFF))\z")]
    private static partial Regex YesOrNo();

    [GeneratedRegex(@"^[-+−]?[0-9][0-9_]*([.,][0-9_]+)?([eE][-+−]?[0-9_]+)?\z")]
    private static partial Regex NearlyNumber();
}

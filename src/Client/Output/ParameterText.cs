using System.Globalization;
using Experiments.Search.Numerics;
using Experiments.Search.Spaces;

namespace Experiments.Client.Output;

/// <summary>Describes the distribution of a parameter in a few words.</summary>
internal static class ParameterText
{
    public static string Describe(Parameter parameter)
    {
        var conditions = parameter.When.Select(when => $"{when.Parameter} is {string.Join(" or ", when.Values)}");
        return Describe(parameter.Distribution)
            + (parameter.When.IsEmpty ? "" : $", when {string.Join(" and ", conditions)}");
    }

    private static string Describe(Distribution distribution) => distribution switch
    {
        Distribution.Constant constant => $"{constant.Value}",
        Distribution.Categorical { Probabilities: { } weights } choice =>
            "one of "
            + string.Join(", ", choice.Values.Zip(weights, (value, weight) => $"{value} ({Describe(weight)})")),
        Distribution.Categorical choice => $"one of {string.Join(", ", choice.Values)}",
        Distribution.IntUniform whole => $"{whole.Min} to {whole.Max}, whole",
        Distribution.Uniform { Q: { } q } steps when new Multiples(q, steps.Min, steps.Max) is var multiples =>
            $"{Describe(multiples[multiples.First])} to {Describe(multiples[multiples.Last])}{Steps(q)}",
        Distribution.Uniform uniform => $"{Describe(uniform.Min)} to {Describe(uniform.Max)}",
        Distribution.LogUniform log => $"{Describe(log.Min)} to {Describe(log.Max)}, log-uniform{Steps(log.Q)}",
        Distribution.InvLogUniform inverse =>
            $"{Describe(inverse.Min)} to {Describe(inverse.Max)}, inverse log-uniform",
        Distribution.Normal normal =>
            $"normal, mean {Describe(normal.Mu)}, deviation {Describe(normal.Sigma)}{Steps(normal.Q)}",
        Distribution.LogNormal log =>
            $"log-normal, mean {Describe(log.Mu)}, deviation {Describe(log.Sigma)} of the logarithm{Steps(log.Q)}",
        Distribution.Beta beta => $"beta, shapes {Describe(beta.A)} and {Describe(beta.B)}{Steps(beta.Q)}",
        _ => throw new ArgumentOutOfRangeException(nameof(distribution)),
    };

    private static string Steps(double? q) => q is { } step ? $", in steps of {Describe(step)}" : "";

    private static string Describe(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}

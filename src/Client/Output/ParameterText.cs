using System.Globalization;
using Experiments.Search.Spaces;

namespace Experiments.Client.Output;

/// <summary>Where a parameter's values come from, in a few words.</summary>
internal static class ParameterText
{
    public static string Of(Parameter parameter)
    {
        var conditions = parameter.When.Select(when => $"{when.Parameter} is {string.Join(" or ", when.Values)}");
        return Of(parameter.Distribution) + (parameter.When.IsEmpty ? "" : $", when {string.Join(" and ", conditions)}");
    }

    private static string Of(Distribution distribution) => distribution switch
    {
        Distribution.Constant constant => $"{constant.Value}",
        Distribution.Categorical { Probabilities: { } weights } choice =>
            $"one of {string.Join(", ", choice.Values.Zip(weights, (value, weight) => $"{value} ({Of(weight)})"))}",
        Distribution.Categorical choice => $"one of {string.Join(", ", choice.Values)}",
        Distribution.IntUniform whole => $"{whole.Min} to {whole.Max}, whole",
        Distribution.Uniform uniform => $"{Of(uniform.Min)} to {Of(uniform.Max)}{Steps(uniform.Q)}",
        Distribution.LogUniform log => $"{Of(log.Min)} to {Of(log.Max)}, log-uniform{Steps(log.Q)}",
        Distribution.InvLogUniform inverse => $"{Of(inverse.Min)} to {Of(inverse.Max)}, inverse log-uniform",
        Distribution.Normal normal => $"normal, mean {Of(normal.Mu)}, deviation {Of(normal.Sigma)}{Steps(normal.Q)}",
        Distribution.LogNormal log =>
            $"log-normal, mean {Of(log.Mu)}, deviation {Of(log.Sigma)} of the logarithm{Steps(log.Q)}",
        Distribution.Beta beta => $"beta, shapes {Of(beta.A)} and {Of(beta.B)}{Steps(beta.Q)}",
        _ => throw new ArgumentOutOfRangeException(nameof(distribution)),
    };

    private static string Steps(double? q) => q is { } step ? $", in steps of {Of(step)}" : "";

    private static string Of(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}

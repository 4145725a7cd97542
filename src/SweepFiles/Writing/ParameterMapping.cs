using System.Collections.Immutable;
using Experiments.Search.Spaces;

namespace Experiments.SweepFiles.Writing;

/// <summary>Describes a parameter as a sweep file does: by the keys of its distribution and its conditions.</summary>
public static class ParameterMapping
{
    /// <summary>Returns the keys and their values, which read back as the same parameter.</summary>
    public static Mapping Of(Parameter parameter) =>
        parameter.When.IsEmpty
            ? new(Of(parameter.Distribution))
            : new(Of(parameter.Distribution).Add(Key("when", new Mapping(
                [.. parameter.When.Select(when => Key(when.Parameter, new ParameterValue.List(when.Values)))]))));

    private static ImmutableArray<KeyValuePair<string, object?>> Of(Distribution distribution) => distribution switch
    {
        Distribution.Constant constant => [Key("value", constant.Value)],
        Distribution.Categorical { Probabilities: { } weights } choice =>
            [Values(choice), Key("probabilities", List(weights))],
        Distribution.Categorical choice => [Values(choice)],
        Distribution.IntUniform whole =>
            [Form("int_uniform"), Key("min", whole.Min), Key("max", whole.Max)],
        Distribution.Uniform uniform =>
            [Form("uniform", uniform.Q), .. Range(uniform.Min, uniform.Max), .. Steps(uniform, uniform.Q)],
        Distribution.LogUniform log =>
            [Form("log_uniform_values", log.Q), .. Range(log.Min, log.Max), .. Steps(log, log.Q)],
        Distribution.InvLogUniform inverse =>
            [Form("inv_log_uniform_values"), .. Range(inverse.Min, inverse.Max)],
        Distribution.Normal normal =>
            [Form("normal", normal.Q), .. Bell(normal.Mu, normal.Sigma), .. Steps(normal, normal.Q)],
        Distribution.LogNormal log =>
            [Form("log_normal", log.Q), .. Bell(log.Mu, log.Sigma), .. Steps(log, log.Q)],
        Distribution.Beta beta =>
            [Form("beta", beta.Q), Key("a", beta.A), Key("b", beta.B), .. Steps(beta, beta.Q)],
        _ => throw new ArgumentOutOfRangeException(nameof(distribution)),
    };

    private static KeyValuePair<string, object?> Form(string name, double? q = null) =>
        Key("distribution", q is null ? name : $"q_{name}");

    private static KeyValuePair<string, object?> Values(Distribution.Categorical choice) =>
        Key("values", new ParameterValue.List(choice.Values));

    private static ParameterValue.List List(IEnumerable<double> numbers) =>
        new([.. numbers.Select(number => new ParameterValue.Number(number))]);

    private static KeyValuePair<string, object?>[] Range(double min, double max) => [Key("min", min), Key("max", max)];

    private static KeyValuePair<string, object?>[] Bell(double mu, double sigma) =>
        [Key("mu", mu), Key("sigma", sigma)];

    // Whether multiples are whole numbers depends on how q is written.
    private static KeyValuePair<string, object?>[] Steps(Distribution distribution, double? q) =>
        q is not { } step ? []
        : distribution.IsWhole ? [Key("q", (long)step)]
        : [Key("q", new ParameterValue.Number(step))];

    private static KeyValuePair<string, object?> Key(string name, object? value) => new(name, value);
}

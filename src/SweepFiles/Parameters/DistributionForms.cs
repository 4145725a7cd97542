using System.Collections.Immutable;
using Experiments.Search.Spaces;
using Experiments.SweepFiles.Keys;
using Experiments.SweepFiles.Yaml;
using static Experiments.Search.Spaces.Distribution;
using static Experiments.SweepFiles.Keys.ParameterKeys;

namespace Experiments.SweepFiles.Parameters;

/// <summary>All distributions, with W&amp;B's names and defaults.</summary>
internal static class DistributionForms
{
    private static readonly ImmutableArray<Key> Range = [Min, Max];
    private static readonly ImmutableArray<Key> Bell = [Mu, Sigma];
    private static readonly ImmutableArray<Key> Shape = [A, B];

    private const string ExponentsHint =
        "; note that min and max are exponents of e; 'q_log_uniform_values' takes the values themselves";

    public static readonly DistributionForm OneValue = new("constant", [Value], [], "Always the same value.",
        p => p.Keys.TryGet(Value, out var value) ? new Constant(value) : null);

    public static readonly DistributionForm Choice = new("categorical", [Values], [Probabilities],
        "One of the values.", Choices.Read);

    public static readonly DistributionForm WholeRange = new("int_uniform", Range, [Step],
        "A whole number from min to max, both included.",
        p => Bounds.Whole(p) is not var (min, max) ? null
            : p.Keys.Has(Step) ? Steps.Read(p, new(min, max), areWhole: true)
            : new IntUniform(min, max));

    public static readonly DistributionForm RealRange = new("uniform", Range, [Step], "Uniform from min to max.",
        p => Bounds.Values(p) is not { } b ? null
            : p.Keys.Has(Step) ? Steps.Read(p, b, areWhole: false)
            : new Uniform(b.Min, b.Max));

    public static readonly ImmutableArray<DistributionForm> All =
    [
        OneValue,
        Choice,
        new("categorical_w_probabilities", [Values, Probabilities], [], "The same as categorical.", Choices.Read),
        WholeRange,
        RealRange,
        Rounded("q_uniform", Range, [],
            p => Quantised(p, Bounds.Values(p)) is var (b, q) ? new Uniform(b.Min, b.Max, q) : null),
        new("log_uniform", Range, [], "Log-uniform from e^min to e^max.",
            p => Bounds.Exponents(p) is { } b ? new LogUniform(b.Min, b.Max) : null),
        Rounded("q_log_uniform", Range, [],
            p => Quantised(p, Bounds.Exponents(p), ExponentsHint) is var (b, q)
                ? new LogUniform(b.Min, b.Max, q)
                : null),
        new("log_uniform_values", Range, [], "Log-uniform from min to max: each factor of ten is equally likely.",
            p => Bounds.Positive(p) is { } b ? new LogUniform(b.Min, b.Max) : null),
        Rounded("q_log_uniform_values", Range, [],
            p => Quantised(p, Bounds.Positive(p)) is var (b, q) ? new LogUniform(b.Min, b.Max, q) : null),
        new("inv_log_uniform", Range, [], "1 / x is log-uniform from e^min to e^max.",
            p => Bounds.Exponents(p)?.Inverted() is { } b ? new InvLogUniform(b.Min, b.Max) : null),
        new("inv_log_uniform_values", Range, [], "1 / x is log-uniform from 1 / max to 1 / min.",
            p => Bounds.Positive(p) is { } b ? new InvLogUniform(b.Min, b.Max) : null),
        new("normal", [], Bell, "Normal with mean mu and standard deviation sigma.",
            p => new Normal(p.Keys.Get(Mu, 0), p.Keys.Get(Sigma, 1))),
        Rounded("q_normal", [], [.. Bell],
            p => new Normal(p.Keys.Get(Mu, 0), p.Keys.Get(Sigma, 1), p.Keys.Get(Q, 1))),
        new("log_normal", [], Bell, "Log-normal: the logarithm has mean mu and standard deviation sigma.",
            p => new LogNormal(p.Keys.Get(Mu, 0), p.Keys.Get(Sigma, 1))),
        Rounded("q_log_normal", [], [.. Bell],
            p => new LogNormal(p.Keys.Get(Mu, 0), p.Keys.Get(Sigma, 1), p.Keys.Get(Q, 1))),
        new("beta", [], Shape, "Beta with shape parameters a and b, between 0 and 1.",
            p => new Beta(p.Keys.Get(A, 1), p.Keys.Get(B, 1))),
        Rounded("q_beta", [], [.. Shape],
            p => Quantised(p, new Bounds(0, 1)) is var (_, q) ? new Beta(p.Keys.Get(A, 1), p.Keys.Get(B, 1), q) : null),
    ];

    private static DistributionForm Rounded(
        string name, ImmutableArray<Key> needs, ImmutableArray<Key> may, Func<ParameterSection, Distribution?> build) =>
        new(name, needs, [.. may, Q], "The same, rounded to multiples of q.",
            p => build(p) is { } d ? d with { IsWhole = HasWholeQ(p) } : null);

    // Depends on how q is written, as in W&B: multiples of 8 are whole numbers, those of 8.0 are not.
    private static bool HasWholeQ(ParameterSection parameter) =>
        parameter.Keys.ValueOf(Q) is null or Node.Scalar { Value: ParameterValue.Integer };

    private static (Bounds Bounds, double Q)? Quantised(ParameterSection parameter, Bounds? bounds, string hint = "")
    {
        var q = parameter.Keys.Get(Q, 1);
        return bounds?.WithMultiplesOf(q, parameter, hint) is { } valid ? (valid, q) : null;
    }
}

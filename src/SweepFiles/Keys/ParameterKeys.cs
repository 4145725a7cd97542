using System.Collections.Immutable;
using Experiments.SweepFiles.Rules;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Keys;

/// <summary>The keys of one parameter.</summary>
internal static class ParameterKeys
{
    private const string ByDistribution = "see the distribution";
    private static readonly ValueRule AnyValue = new();
    private static readonly BoundRule Bound = new();

    public static readonly Key<ParameterValue> Value = new("value", AnyValue, ByDistribution, "The constant.");

    public static readonly Key<ImmutableArray<Located<ParameterValue>>> Values = new("values",
        new ListRule<ParameterValue>(AnyValue), ByDistribution, "The choices.");

    public static readonly Key<ImmutableArray<Located<double>>> Probabilities = new("probabilities",
        new ListRule<double>(new RealRule(atLeast: 0)), "all values equally likely",
        "The probability of each value; as many as values, with a sum of 1.");

    public static readonly Key<string> Distribution = new("distribution", new TextRule(100), "by the other keys",
        "The distribution that values are drawn from.");

    public static readonly Key<ParameterValue> Min = new("min", Bound, ByDistribution, "Lower bound.");

    public static readonly Key<ParameterValue> Max = new("max", Bound, ByDistribution, "Upper bound.");

    public static readonly Key<double> Mu = new("mu", new RealRule(), "0", "Mean of the normal distribution.");

    public static readonly Key<double> Sigma = new("sigma", new RealRule(above: 0), "1",
        "Standard deviation of the normal distribution.");

    public static readonly Key<double> Q = new("q", new RealRule(above: 0), "1",
        "Values are rounded to multiples of it.");

    public static readonly Key<double> Step = new("step", new RealRule(above: 0), "none",
        "Values are min, min + step and so on up to max, all equally likely; min is a multiple of it.");

    public static readonly Key<double> A = new("a", new RealRule(above: 0), "1",
        "First shape parameter of the beta distribution.");

    public static readonly Key<double> B = new("b", new RealRule(above: 0), "1",
        "Second shape parameter of the beta distribution.");

    public static readonly Key<Node.Mapping> When = new("when", new MappingRule("{optimizer: sgd}"), "always",
        "The parameter exists only if each parameter named here has the given value, or one of the given values.");

    public static readonly Key<Node.Mapping> Parameters = new("parameters",
        new MappingRule("{learning_rate: {value: 0.01}}"), "none",
        "Nested parameters; their names are joined by a dot.");

    /// <summary>The keys that are valid with any distribution.</summary>
    public static readonly ImmutableArray<Key> Common = [Distribution, When];

    /// <summary>The keys of a group of nested parameters.</summary>
    public static readonly ImmutableArray<Key> Group = [Parameters, When];

    public static readonly ImmutableArray<Key> All =
        [Value, Values, Probabilities, Distribution, Min, Max, Mu, Sigma, Q, Step, A, B, When, Parameters];
}

using System.Collections.Immutable;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;

namespace Experiments.Search.Tests.Support;

/// <summary>Short methods that create values, parameters and specs.</summary>
internal static class Make
{
    public static ParameterValue Value(object value) => value switch
    {
        string text => new ParameterValue.Text(text),
        int whole => new ParameterValue.Integer(whole),
        long whole => new ParameterValue.Integer(whole),
        double number => new ParameterValue.Number(number),
        bool flag => new ParameterValue.Flag(flag),
        _ => throw new ArgumentException($"{value} is no parameter value", nameof(value)),
    };

    public static Distribution Choice(params object[] values) =>
        new Distribution.Categorical([.. values.Select(Value)]);

    public static Parameter Parameter(string name, Distribution distribution, params Condition[] when) =>
        new(name, distribution, [.. when]);

    public static Condition When(string parameter, params object[] values) => new(parameter, [.. values.Select(Value)]);

    public static SearchSpace Space(params Parameter[] parameters) => new([.. parameters]);

    public static SearchSpec Spec(SearchMethod method, params Parameter[] parameters) =>
        new() { Method = method, Space = Space(parameters) };

    /// <summary>One parameter of each kind, some of them conditional.</summary>
    public static SearchSpace VariedSpace() => Space(
        Parameter("optimizer", Choice("sgd", "adam", "rmsprop")),
        Parameter("learning_rate", new Distribution.LogUniform(1e-4, 1e-1)),
        Parameter("momentum", new Distribution.Uniform(0, 0.99), When("optimizer", "sgd")),
        Parameter(
            "nesterov", new Distribution.Categorical([Value(true), Value(false)], ImmutableArray.Create(0.25, 0.75)),
            When("optimizer", "sgd")),
        Parameter("dropout", new Distribution.Uniform(0, 0.6, 0.05)),
        Parameter("hidden_units", new Distribution.IntUniform(16, 512)),
        Parameter("inverse", new Distribution.InvLogUniform(2, 200)),
        Parameter("noise", new Distribution.Normal(0, 1)),
        Parameter("scale", new Distribution.LogNormal(0, 0.5, 0.1)),
        Parameter("mix", new Distribution.Beta(2, 5)),
        Parameter("batch_size", new Distribution.Constant(Value(64))));
}

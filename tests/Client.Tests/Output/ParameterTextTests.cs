using System.Reflection;
using Experiments.Client.Output;
using Experiments.Search.Spaces;

namespace Experiments.Client.Tests.Output;

public sealed class ParameterTextTests
{
    private static readonly (Distribution Distribution, string Text)[] Samples =
    [
        (new Distribution.Constant(Text("sgd")), "sgd"),
        (new Distribution.Categorical([Text("a"), new ParameterValue.Integer(2)]), "one of a, 2"),
        (new Distribution.Categorical([Text("a"), Text("b")], [0.25, 0.75]), "one of a (0.25), b (0.75)"),
        (new Distribution.IntUniform(1, 9), "1 to 9, whole"),
        (new Distribution.Uniform(0, 0.5), "0 to 0.5"),
        (new Distribution.Uniform(0, 1, 0.25), "0 to 1, in steps of 0.25"),
        (new Distribution.Uniform(-0.05, 1.05, 0.1), "0 to 1, in steps of 0.1"),
        (new Distribution.LogUniform(1e-5, 1), "1E-05 to 1, log-uniform"),
        (new Distribution.InvLogUniform(1, 10), "1 to 10, inverse log-uniform"),
        (new Distribution.Normal(0, 2, 0.5), "normal, mean 0, deviation 2, in steps of 0.5"),
        (new Distribution.LogNormal(0, 2), "log-normal, mean 0, deviation 2 of the logarithm"),
        (new Distribution.Beta(2, 5), "beta, shapes 2 and 5"),
    ];

    [Fact]
    public void Of_EveryDistribution_IsItInAFewWords()
    {
        foreach (var (distribution, text) in Samples)
            ParameterText.Describe(new Parameter("p", distribution, [])).ShouldBe(text);
        typeof(Distribution).GetNestedTypes(BindingFlags.Public).Where(kind => kind.IsSubclassOf(typeof(Distribution)))
            .Except(Samples.Select(sample => sample.Distribution.GetType())).ShouldBeEmpty();
    }

    [Fact]
    public void Of_Conditions_AreSaidInTheEnd() =>
        ParameterText.Describe(new Parameter(
            "momentum", new Distribution.Uniform(0, 1),
            [
                new Condition("optimizer", [Text("sgd"), Text("rmsprop")]),
                new Condition("nesterov", [new ParameterValue.Flag(true)]),
            ]))
            .ShouldBe("0 to 1, when optimizer is sgd or rmsprop and nesterov is true");

    [Fact]
    public void Varying_Parameters_AreThoseThatTellTrialsApart()
    {
        (string Name, Distribution Distribution)[] parameters =
        [
            ("constant", new Distribution.Constant(Text("a"))), ("one", new Distribution.Categorical([Text("a")])),
            ("some", new Distribution.Categorical([Text("a"), Text("b")])), ("same", new Distribution.IntUniform(3, 3)),
            ("whole", new Distribution.IntUniform(3, 4)), ("real", new Distribution.Uniform(0, 1)),
        ];
        var space = new SearchSpace([.. parameters.Select(each => new Parameter(each.Name, each.Distribution, []))]);
        VaryingParameters.Find(space).Select(parameter => parameter.Name).ShouldBe(["some", "whole", "real"]);
    }

    private static ParameterValue Text(string text) => new ParameterValue.Text(text);
}

using Experiments.Search.Spaces;
using Experiments.SweepFiles.Keys;
using Experiments.SweepFiles.Parameters;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Tests;

public class DistributionTests
{
    [Theory]
    [InlineData("{value: 3}", "constant 3")]
    [InlineData("{value: 3.0}", "constant 3.0")]
    [InlineData("{value: '3'}", "constant '3'")]
    [InlineData("{value: true}", "constant true")]
    [InlineData("{value: [1, two]}", "constant [1, two]")]
    [InlineData("{distribution: constant, value: x}", "constant 'x'")]
    [InlineData("{values: [a, 2]}", "categorical [a, 2]")]
    [InlineData("{distribution: categorical, values: [a]}", "categorical [a]")]
    [InlineData("{values: [a, b], probabilities: [0.25, 0.75]}", "categorical [a, b] by [0.25, 0.75]")]
    [InlineData(
        "{distribution: categorical_w_probabilities, values: [a], probabilities: [1]}", "categorical [a] by [1]")]
    [InlineData("{min: 1, max: 5}", "IntUniform { Min = 1, Max = 5 }")]
    [InlineData("{distribution: int_uniform, min: -5, max: 5}", "IntUniform { Min = -5, Max = 5 }")]
    [InlineData("{min: 1, max: 5.0}", "Uniform { Min = 1, Max = 5, Q =  }")]
    [InlineData("{distribution: uniform, min: 1, max: 5}", "Uniform { Min = 1, Max = 5, Q =  }")]
    [InlineData("{distribution: q_uniform, min: 0.5, max: 5}", "Uniform { whole, Min = 0.5, Max = 5, Q = 1 }")]
    [InlineData("{distribution: q_uniform, min: 0, max: 0.3, q: 0.1}", "Uniform { Min = 0, Max = 0.3, Q = 0.1 }")]
    [InlineData("{distribution: log_uniform, min: 0, max: 1}", "LogUniform { Min = 1, Max = 2.718281828459045, Q =  }")]
    [InlineData(
        "{distribution: q_log_uniform, min: 0, max: 1}",
        "LogUniform { whole, Min = 1, Max = 2.718281828459045, Q = 1 }")]
    [InlineData(
        "{distribution: log_uniform_values, min: 1e-4, max: 0.1}", "LogUniform { Min = 0.0001, Max = 0.1, Q =  }")]
    [InlineData(
        "{distribution: q_log_uniform_values, min: 32, max: 256, q: 8}",
        "LogUniform { whole, Min = 32, Max = 256, Q = 8 }")]
    [InlineData(
        "{distribution: q_log_uniform_values, min: 32, max: 256, q: 8.0}", "LogUniform { Min = 32, Max = 256, Q = 8 }")]
    [InlineData(
        "{distribution: inv_log_uniform, min: 0, max: 1}", "InvLogUniform { Min = 0.36787944117144233, Max = 1 }")]
    [InlineData("{distribution: inv_log_uniform_values, min: 0.5, max: 2}", "InvLogUniform { Min = 0.5, Max = 2 }")]
    [InlineData("{distribution: normal}", "Normal { Mu = 0, Sigma = 1, Q =  }")]
    [InlineData("{distribution: q_normal, mu: 3}", "Normal { whole, Mu = 3, Sigma = 1, Q = 1 }")]
    [InlineData("{distribution: log_normal, sigma: 2}", "LogNormal { Mu = 0, Sigma = 2, Q =  }")]
    [InlineData("{distribution: q_log_normal, q: 8}", "LogNormal { whole, Mu = 0, Sigma = 1, Q = 8 }")]
    [InlineData("{distribution: beta}", "Beta { A = 1, B = 1, Q =  }")]
    [InlineData("{distribution: q_beta, a: 2, b: 3, q: 0.25}", "Beta { A = 2, B = 3, Q = 0.25 }")]
    [InlineData("{distribution: q_beta}", "Beta { whole, A = 1, B = 1, Q = 1 }")]
    public void Read_EachWayToWriteIt_GivesTheDistribution(string written, string expected) =>
        Show(Read(written)).ShouldBe(expected);

    [Fact]
    public void All_NamesOfWandb_AreKnown() =>
        DistributionForms.All.Select(form => form.Name).ShouldBe(
        [
            "constant", "categorical", "categorical_w_probabilities", "int_uniform", "uniform", "q_uniform",
            "log_uniform",
            "q_log_uniform", "log_uniform_values", "q_log_uniform_values", "inv_log_uniform", "inv_log_uniform_values",
            "normal", "q_normal", "log_normal", "q_log_normal", "beta", "q_beta",
        ]);

    [Fact]
    public void Read_NestedParameters_HaveDottedNamesAndTheConditionsOfTheirGroup()
    {
        var errors = new ErrorList("f");
        var mapping = (Node.Mapping)YamlReader.Read(
            "{a: {values: [1, 2]}, b: {when: {a: 2}, parameters: {c: {value: 1}, d: {parameters: {e: {min: 0, max: "
            + "1}}}}}}", errors)!;

        var parameters = ParametersReader.Read(mapping, errors);

        errors.Any.ShouldBeFalse();
        parameters.Select(p => $"{p.Name}/{p.When.Length}").ShouldBe(["a/0", "b.c/1", "b.d.e/1"]);
    }

    private static Distribution Read(string written)
    {
        var errors = new ErrorList("f");
        var keys = new Section((Node.Mapping)YamlReader.Read(written, errors)!, ParameterKeys.All, "p", errors);
        var distribution = DistributionReader.Read(new("p", keys, errors));
        errors.ToResult().Errors.ShouldBeEmpty();
        return distribution!;
    }

    private static string Show(Distribution distribution) => distribution switch
    {
        Distribution.Constant { Value: ParameterValue.Text text } => $"constant '{text}'",
        Distribution.Constant one => $"constant {one.Value}",
        Distribution.Categorical { Probabilities: { } weights } choice =>
            $"categorical [{string.Join(", ", choice.Values)}] by [{string.Join(", ", weights)}]",
        Distribution.Categorical choice => $"categorical [{string.Join(", ", choice.Values)}]",
        _ => distribution.ToString(),
    };
}

using Experiments.Search.Grids;
using Experiments.Search.Sampling;
using Experiments.Search.Spaces;

namespace Experiments.SweepFiles.Tests;

/// <summary>Optuna's <c>step</c>.</summary>
public class StepTests
{
    [Theory]
    [InlineData("min: 0.0, max: 1.0, step: 0.25", "0.0, 0.25, 0.5, 0.75, 1.0")]
    [InlineData("min: 0.0, max: 0.95, step: 0.1", "0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9")]
    [InlineData("min: -0.2, max: 0.15, step: 0.1", "-0.2, -0.1, 0.0, 0.1")]
    [InlineData("min: 10, max: 95, step: 10", "10, 20, 30, 40, 50, 60, 70, 80, 90")]
    public void Parse_Step_GivesEvenlySpacedValuesEquallyOften(string keys, string values)
    {
        var distribution = Read(keys);
        var wanted = values.Split(", ");
        var drawn = Enumerable.Range(0, 1_000 * wanted.Length)
            .Select(i => Quantile.Evaluate(distribution, (i + 0.5) / (1_000 * wanted.Length)))
            .CountBy(value => value.ToString()!).ToDictionary();
        drawn.Keys.ShouldBe(wanted, ignoreOrder: true);
        drawn.Values.ShouldAllBe(count => Math.Abs(count - 1_000) <= 2);
    }

    [Fact]
    public void Parse_QuantisedRange_GivesItsEndsHalfAsOften()
    {
        var distribution = Read("distribution: q_uniform, min: 0.0, max: 1.0, q: 0.25");
        Enumerable.Range(0, 4_000).Count(i => Quantile.Evaluate(distribution, (i + 0.5) / 4_000).ToReal() == 1)
            .ShouldBeInRange(498, 502);
    }

    [Fact]
    public void Parse_WholeStep_GivesWholeNumbers() =>
        Quantile.Evaluate(Read("min: 0, max: 100, step: 10"), 0.99).ShouldBe(new ParameterValue.Integer(100));

    [Fact]
    public void Parse_Step_IsFiniteForAGrid() =>
        GridSize.Count(new([new Parameter("x", Read("min: 0.0, max: 1.0, step: 0.1"), [])])).ShouldBe(11);

    [Theory]
    [InlineData("min: 0.05, max: 1.0, step: 0.1", "needs a min that is a multiple of its step, but got 0.05 and 0.1")]
    [InlineData("min: 0, max: 9, step: 0.5", "needs a whole step between whole numbers")]
    [InlineData("min: 0.0, max: 1.0, step: 1e-300", "has a step of 1E-300, too small")]
    [InlineData("distribution: q_uniform, min: 0.0, max: 1.0, step: 0.1", "takes no 'step'")]
    public void Parse_StepThatDoesNotFit_IsRefused(string keys, string message)
    {
        var file = SweepFile.Parse(SweepTexts.Program($"parameters:\n  x: {{{keys}}}\n"), "a.yaml");
        file.Errors.ShouldHaveSingleItem().Message.ShouldContain(message);
    }

    private static Distribution Read(string keys)
    {
        var file = SweepFile.Parse(SweepTexts.Program($"parameters:\n  x: {{{keys}}}\n"), "a.yaml");
        file.Errors.ShouldBeEmpty();
        return file.Spec!.Search.Space.Parameters.Single(parameter => parameter.Name == "x").Distribution;
    }
}

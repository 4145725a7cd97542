namespace Experiments.SweepFiles.Tests;

public sealed class ObjectiveNameTests
{
    [Theory]
    [InlineData("损失", null)]
    [InlineData("map@[.5:.95]", null)]
    [InlineData("val_loss ", "but got 'val_loss '; a metric's name cannot have spaces at its ends")]
    public void Parse_NameOfTheObjective_IsOneThatAMetricCanHave(string name, string? error)
    {
        var read = SweepFile.Parse(
            $"program: train.py\nmetric: {{name: \"{name}\", goal: minimize}}\nmethod: grid\nparameters: {{x: "
            + $"{{values: [1]}}}}\n",
            "/x/sweep.yaml");

        if (error is null) read.Errors.ShouldBeEmpty();
        else read.Errors.ShouldHaveSingleItem().ToString().ShouldContain(error);
    }
}

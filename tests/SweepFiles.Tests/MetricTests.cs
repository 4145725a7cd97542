namespace Experiments.SweepFiles.Tests;

public class MetricTests
{
    [Theory]
    [InlineData("val_loss")]
    [InlineData("train_loss")]
    [InlineData("epoch_seconds")]
    public void Parse_NoGoalForWhatIsBetterSmall_Minimizes(string metric) =>
        Parse($"{{name: {metric}}}").Spec!.Search.Goal.ShouldBe(Goal.Minimize);

    [Theory]
    [InlineData("val_accuracy")]
    [InlineData("train_accuracy")]
    [InlineData("samples_per_second")]
    public void Parse_NoGoalForWhatIsBetterLarge_IsRefused(string metric) =>
        Parse($"{{name: {metric}}}").Errors.ShouldHaveSingleItem().ToString()
            .ShouldStartWith("m.yaml:4:9: metric: 'goal' is missing");

    [Theory]
    [InlineData("minimize", Goal.Minimize)]
    [InlineData("maximize", Goal.Maximize)]
    public void Parse_GoalAgainstTheMetricsNature_IsTaken(string written, Goal goal)
    {
        foreach (var metric in new[] { "val_accuracy", "val_loss" })
            Parse($"{{name: {metric}, goal: {written}}}").Spec!.Search.Goal.ShouldBe(goal);
    }

    private static SweepFileResult Parse(string metric) =>
        SweepFile.Parse($"workload: mlp\ndataset: digits\nmethod: random\nmetric: {metric}\n", "m.yaml");
}

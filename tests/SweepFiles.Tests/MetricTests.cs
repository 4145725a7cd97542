using Experiments.Contracts.Sweeps;
using Experiments.Search.Specs;

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

    [Fact]
    public void Parse_AListOfOneMetric_IsThatMetric()
    {
        const string Metric = "{name: val_accuracy, goal: maximize, at: best, target: 0.9}";
        var listed = SweepFile.Parse(File("metrics", $"[{Metric}]"), "m.yaml").Spec!;
        SweepSpecJson.Write(listed).ShouldBe(SweepSpecJson.Write(Parse(Metric).Spec!));
    }

    [Fact]
    public void Parse_SeveralMetrics_KeepTheLastCheckpointAndAreOfAuto()
    {
        var spec = SweepFile.Parse(
            "command: [./t]\nmetrics: [{name: loss}, {name: f1, goal: maximize}]\nparameters: {a: {max: 1, min: 0}}",
            "m.yaml").Spec!;
        (spec.Metric, spec.Search.Goal, spec.Search.Method, spec.KeepCheckpoints)
            .ShouldBe(("loss", Goal.Minimize, SearchMethod.Auto, CheckpointKeep.Last));
        spec.Search.MoreObjectives!.Value.ShouldBe([new("f1", Goal.Maximize)]);
    }

    private static string File(string key, string value) =>
        $"workload: mlp\ndataset: digits\nmethod: random\n{key}: {value}\n";

    private static SweepFileResult Parse(string metric) =>
        SweepFile.Parse(File("metric", metric), "m.yaml");
}

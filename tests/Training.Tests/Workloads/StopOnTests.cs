using Experiments.Contracts.Metrics;
using Experiments.Training.Tests.Support;

namespace Experiments.Training.Tests.Workloads;

/// <summary>The health of a deep network's gradients, and whether it ends the trial.</summary>
public class StopOnTests
{
    private static readonly (string, object)[] Deep = [("hidden_units", Enumerable.Repeat(32, 8).ToArray()),
        ("dropout", 0.0)];

    [Theory]
    [InlineData("sigmoid", "vanishing at fc1, fc2")]
    [InlineData("relu", null)]
    [InlineData("tanh", null)]
    public async Task TrainAsync_EightLayers_VanishInSigmoidsAlone(string activation, string? diagnosis)
    {
        var host = await Trials.TrainAsync(
            Trials.SmallMlp([.. Deep, ("activation", activation)]), interrupted: CancellationToken.None);

        var newest = host.Points.GroupBy(point => point.Metric)
            .ToDictionary(points => points.Key, points => points.Last().Value);
        var found = Diagnosis.Find(newest, activation);
        if (diagnosis is null)
            found.ShouldBeNull();
        else
            found.ShouldNotBeNull().ShouldStartWith(diagnosis);
    }

    [Fact]
    public async Task TrainAsync_VanishingWhereThatEndsIt_FailsAfterReporting()
    {
        var order = Trials.SmallMlp([.. Deep, ("activation", "sigmoid"), ("stop_on", "vanishing"), ("epochs", 5)]);
        var host = new RecordingHost();

        var error = await Trials.TrainAsync(order, host, interrupted: CancellationToken.None)
            .ShouldThrowAsync<TrialDivergedException>();

        error.Message.ShouldStartWith("stopped at step 1: vanishing at fc1, ");
        error.Message.ShouldEndWith(" (sigmoid)");
        host.Last("health/fc1").ShouldBe((double)LayerHealth.Vanishing);
    }

    [Theory]
    [InlineData("dead_relu", "sgd", 30.0, "dead ReLUs at fc1")]
    [InlineData("exploding", "sgd", 2.0, "exploding at ")]
    public async Task TrainAsync_OtherFindings_EndItToo(string stopOn, string optimizer, double rate, string said)
    {
        var activation = stopOn == "exploding" ? "leaky_relu" : "relu";
        var order = Trials.SmallMlp(
            ("optimizer", optimizer), ("learning_rate", rate), ("stop_on", stopOn), ("dropout", 0.0), ("epochs", 3),
            ("activation", activation));

        var error = await Trials.TrainAsync(order, interrupted: CancellationToken.None)
            .ShouldThrowAsync<TrialDivergedException>();

        error.Message.ShouldContain(said);
    }
}

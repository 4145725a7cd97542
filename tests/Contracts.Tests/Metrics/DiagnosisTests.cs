using Experiments.Contracts.Metrics;

namespace Experiments.Contracts.Tests.Metrics;

public sealed class DiagnosisTests
{
    [Fact]
    public void Of_HealthyLayers_IsNothing() =>
        Diagnosis.Find([("fc1", LayerHealth.Healthy), ("fc2", LayerHealth.Healthy)], "relu").ShouldBeNull();

    [Fact]
    public void Of_SeveralFindings_NamesTheLayersOfEach() =>
        Diagnosis.Find(
            [
                ("fc1", LayerHealth.Vanishing), ("fc2", LayerHealth.DeadRelu), ("fc3", LayerHealth.Vanishing),
                ("fc4", LayerHealth.NotFinite),
            ],
            "sigmoid")
            .ShouldBe("vanishing at fc1, fc3 (sigmoid); dead ReLUs at fc2; not finite at fc4");

    [Theory]
    [InlineData("tanh", "exploding at fc1 (tanh)")]
    [InlineData(null, "exploding at fc1")]
    public void Of_Activation_IsSaidWhereItIsKnown(string? activation, string expected) =>
        Diagnosis.Find([("fc1", LayerHealth.Exploding)], activation).ShouldBe(expected);

    /// <summary>Layers are in the order of the network, not sorted as text.</summary>
    [Fact]
    public void Of_Metrics_TakesThoseOfHealthInTheOrderOfTheLayers() =>
        Diagnosis.Find(
            new Dictionary<string, double>
            {
                ["health/fc10"] = 1,
                ["health/fc9"] = 1,
                ["health/conv2"] = 1,
                ["health/conv10"] = 1,
                ["health/conv1"] = 0,
                ["grad_norm/fc1"] = 1,
                ["val_loss"] = 1,
            },
            activation: null)
            .ShouldBe("vanishing at conv2, conv10, fc9, fc10");

    /// <summary>The numbers are stored.</summary>
    [Fact]
    public void LayerHealth_Numbers_NeverChange() =>
        Enum.GetValues<LayerHealth>().Select(health => $"{(int)health} {health}")
            .ShouldBe(["0 Healthy", "1 Vanishing", "2 Exploding", "3 DeadRelu", "4 NotFinite"]);
}

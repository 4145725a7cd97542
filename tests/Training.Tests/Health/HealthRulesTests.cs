using Experiments.Contracts.Metrics;
using Experiments.Training.Health;

namespace Experiments.Training.Tests.Health;

public class HealthRulesTests
{
    [Theory]
    [InlineData(1e-2, null, LayerHealth.Healthy)]
    [InlineData(1.1e-5, null, LayerHealth.Healthy)]
    [InlineData(0.9e-5, null, LayerHealth.Vanishing)]
    [InlineData(9.0, null, LayerHealth.Healthy)]
    [InlineData(11.0, null, LayerHealth.Exploding)]
    [InlineData(1e-2, 0.49, LayerHealth.Healthy)]
    [InlineData(1e-2, 0.5, LayerHealth.DeadRelu)]
    [InlineData(0.0, 1.0, LayerHealth.DeadRelu)]
    [InlineData(double.NaN, null, LayerHealth.NotFinite)]
    [InlineData(double.PositiveInfinity, 0.9, LayerHealth.NotFinite)]
    public void Judge_OneLayerBeforeTheLast_IsJudgedByIt(double deviation, double? dead, LayerHealth health) =>
        HealthRules.Judge([new("fc1", 0, deviation, 1, dead), new("fc2", 0, 1e-2, 1, null)])
            .ShouldBe([("fc1", health), ("fc2", LayerHealth.Healthy)]);

    [Fact]
    public void Judge_AllGradientsTiny_IsAConvergedNetwork() =>
        HealthRules.Judge([new("fc1", 0, 1e-12, 1, null), new("fc2", 0, 1e-12, 1, null)])
            .ShouldAllBe(layer => layer.Health == LayerHealth.Healthy);
}

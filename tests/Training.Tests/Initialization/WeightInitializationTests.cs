using Experiments.Training.Initialization;
using Experiments.Training.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Experiments.Training.Tests.Initialization;

public class WeightInitializationTests
{
    [Theory]
    [InlineData("kaiming_uniform", 0.1, true)]
    [InlineData("kaiming_normal", 0.1, false)]
    [InlineData("xavier_uniform", 0.0707107, true)]
    [InlineData("xavier_normal", 0.0707107, false)]
    [InlineData("normal", 0.01, false)]
    public void Draw_EachKind_HasItsDeviationAndBounds(string name, double deviation, bool bounded)
    {
        using var scope = NewDisposeScope();
        using var random = Near.Seeded(1);

        var weights = WeightInitialization.Named(name).Draw(200, 200, fanOut: 200, random);

        ((double)weights.std().ToSingle()).ShouldBe(deviation, deviation * 0.02);
        var highest = weights.abs().max().ToSingle() / deviation;
        if (bounded)
            highest.ShouldBeInRange(1.7, 1.7321);
        else
            highest.ShouldBeGreaterThan(3);
    }
}

using Experiments.Training.Tests.Support;
using static TorchSharp.torch;

namespace Experiments.Training.Tests.Models;

public class LerpTests
{
    /// <summary>
    /// Stored curves were trained with torch's own lerp and a number as the weight, so the results must be the same.
    /// </summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(1 - 0.9)]
    [InlineData(0.7)]
    public void MoveToward_OnTheCpu_IsTorchsToTheLastBit(double share)
    {
        using var scope = NewDisposeScope();
        using var random = Near.Seeded(3);
        var (value, other) = (randn([1000], generator: random), randn([1000], generator: random));
        var expected = value.lerp(other, share);

        value.MoveToward(other, share);

        value.Same(expected).ShouldBeTrue();
    }
}

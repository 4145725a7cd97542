using Experiments.Training.Models;
using Experiments.Training.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Experiments.Training.Tests.Models;

public class DropoutLayerTests
{
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Forward_InTraining_DropsItsShareAndKeepsTheMean(double share)
    {
        using var scope = NewDisposeScope();
        using var random = Near.Seeded(1);

        var output = new DropoutLayer(share).Forward(ones(200, 500), random);

        var kept = output.gt(0).to(ScalarType.Float64).mean().ToDouble();
        kept.ShouldBe(1 - share, 0.005);
        ((double)output.max().ToSingle()).ShouldBe(1 / (1 - share), 1e-5);
    }

    [Fact]
    public void Forward_InEvaluation_LeavesAllAsItIs()
    {
        using var scope = NewDisposeScope();
        var input = rand(3, 4);

        new DropoutLayer(0.5).Forward(input, training: null).Same(input).ShouldBeTrue();
    }

    [Fact]
    public void Backward_AfterForward_PassesWhatWasKept()
    {
        using var scope = NewDisposeScope();
        using var random = Near.Seeded(1);
        var layer = new DropoutLayer(0.3);

        var output = layer.Forward(ones(20, 20), random);

        layer.Backward(ones(20, 20)).Same(output).ShouldBeTrue();
    }

    [Fact]
    public void Forward_SameSeed_DropsTheSameAndLeavesTheGlobalGeneratorAlone()
    {
        using var scope = NewDisposeScope();
        using var first = Near.Seeded(9);
        using var second = Near.Seeded(9);
        using var before = Generator.Default.get_state();

        var one = new DropoutLayer(0.5).Forward(ones(30, 30), first);
        var two = new DropoutLayer(0.5).Forward(ones(30, 30), second);

        one.Same(two).ShouldBeTrue();
        Generator.Default.get_state().Same(before).ShouldBeTrue();
    }
}

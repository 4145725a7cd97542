using Experiments.Training.Models;
using Experiments.Training.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Experiments.Training.Tests.Models;

public class BatchNormLayerTests
{
    [Fact]
    public void Forward_SeveralBatches_KeepsTheRunningStatisticsOfTorch()
    {
        using var scope = NewDisposeScope();
        var (layer, buffers) = Layer(6);
        using var oracle = nn.BatchNorm1d(6);
        using var random = Near.Seeded(2);
        for (var i = 0; i < 5; i++)
        {
            var batch = randn([10, 6], generator: random) * 3 + 1;
            layer.Forward(batch, random).ShouldBeNear(oracle.call(batch).detach());
        }

        layer.Mean.ShouldBeNear(oracle.running_mean!);
        layer.Variance.ShouldBeNear(oracle.running_var!);
        oracle.eval();
        var seen = randn([4, 6], generator: random);
        layer.Forward(seen, training: null).ShouldBeNear(oracle.call(seen).detach());
        buffers.ForEach(buffer => buffer.Dispose());
    }

    [Fact]
    public void Forward_OneExample_StaysFinite()
    {
        using var scope = NewDisposeScope();
        var (layer, buffers) = Layer(3);
        using var random = Near.Seeded(2);

        layer.Forward(randn([1, 3], generator: random), random);

        layer.Variance.isfinite().all().ToBoolean().ShouldBeTrue();
        buffers.ForEach(buffer => buffer.Dispose());
    }

    private static (BatchNormLayer, List<FlatBuffer>) Layer(int width)
    {
        List<FlatBuffer> buffers = [new(2 * width, CPU), new(2 * width, CPU), new(2 * width, CPU)];
        return (new(new("bn", width), buffers[0], buffers[1], buffers[2]), buffers);
    }
}

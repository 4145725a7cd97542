using Experiments.Training.Health;
using Experiments.Training.Losses;
using Experiments.Training.Models;
using Experiments.Training.Tests.Support;
using Experiments.Training.Workloads;
using TorchSharp;
using static TorchSharp.torch;

namespace Experiments.Training.Tests.Health;

public class GradientHealthTests
{
    [Theory]
    [InlineData(1, new[] { 0 })]
    [InlineData(16, new[] { 15 })]
    [InlineData(40, new[] { 7, 23, 39 })]
    [InlineData(938, new[] { 118, 235, 352, 469, 586, 703, 820, 937 })]
    public void IsDue_AnyEpoch_IsTrueOfTheLastBatchAndAFewBefore(int batches, int[] due)
    {
        using var network = new Network(new(4, [], 0, [3], 5, Activation.Relu, false, 0), CPU);
        using var health = new GradientHealth(WatchedLayers.From(network), batches, CPU);

        var found = Enumerable.Range(0, batches).Where(health.IsDue).ToArray();

        found[^due.Length..].ShouldBe(due);
        found.Length.ShouldBeInRange(due.Length, due.Length + 1);
    }

    [Fact]
    public void Read_AfterTwoLooks_HasTheMomentsOfBothGradients()
    {
        using var scope = NewDisposeScope();
        using var random = Near.Seeded(3);
        using var network = new Network(new(6, [3], 3, [4], 5, Activation.Relu, BatchNorm: true, 0), CPU);
        network.Values.copy_(randn(network.Values.shape, generator: random));
        // The first unit of fc1 outputs 0 for every input.
        var norm = network.Layers.OfType<BatchNormLayer>().Last();
        norm.Scale[0].zero_();
        norm.Shift[0].fill_(-1);
        norm.Shift.narrow(0, 1, 3).fill_(3);
        using var health = new GradientHealth(WatchedLayers.From(network), batchesPerEpoch: 2, CPU);
        var gradients = new List<Tensor>();
        health.Clear();
        for (var look = 0; look < 2; look++)
        {
            var labels = randint(0, 5, [8], ScalarType.Int64, generator: random);
            var scores = network.Forward(randn([8, 36], generator: random), random);
            network.Backward(Loss.Named("mse").Measure(scores, labels).Gradient);
            health.Look();
            gradients.Add(network.Layers.OfType<LinearLayer>().First().WeightGradient.clone());
        }

        var layers = health.Read();

        layers.Select(layer => layer.Layer).ShouldBe(["conv1", "fc1", "fc2"]);
        var both = cat([.. gradients.Select(gradient => gradient.view(-1))]).to(ScalarType.Float64);
        layers[1].Mean.ShouldBe(both.mean().ToDouble(), 1e-6);
        layers[1].Deviation.ShouldBe(both.std(unbiased: false).ToDouble(), 1e-6);
        layers[1].Norm.ShouldBe(Math.Sqrt(both.square().sum().ToDouble() / 2), 1e-5);
        layers[1].DeadShare.ShouldBe(0.25);
        layers[0].DeadShare.ShouldNotBeNull();
        layers[2].DeadShare.ShouldBeNull();
    }
}

using Experiments.Training.Initialization;
using Experiments.Training.Losses;
using Experiments.Training.Models;
using Experiments.Training.Tests.Support;
using static TorchSharp.torch;

namespace Experiments.Training.Tests.Models;

/// <summary>Compares the hand-written derivatives with those of torch's autograd.</summary>
public class NetworkGradientTests
{
    public static TheoryData<string, bool, string> Cases()
    {
        var cases = new TheoryData<string, bool, string>();
        foreach (var activation in Enum.GetNames<Activation>())
            foreach (var batchNorm in new[] { false, true })
                foreach (var loss in new[] { "cross_entropy", "mse" })
                    cases.Add(activation, batchNorm, loss);
        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public void Backward_OfAPerceptron_IsTheGradientThatAutogradFinds(string activation, bool batchNorm, string loss) =>
        Compare(new(4, [], 0, [9, 7], 5, Enum.Parse<Activation>(activation), batchNorm, Dropout: 0), loss);

    [Theory, MemberData(nameof(Cases))]
    public void Backward_OfConvolutions_IsTheGradientThatAutogradFinds(
        string activation, bool batchNorm, string loss) =>
        Compare(new(6, [3, 4], 3, [7], 5, Enum.Parse<Activation>(activation), batchNorm, Dropout: 0), loss);

    [Theory]
    [InlineData(7, new[] { 2, 5 }, 1)]
    [InlineData(9, new[] { 3 }, 2)]
    [InlineData(8, new[] { 2, 3, 4 }, 4)]
    [InlineData(5, new[] { 4, 2 }, 5)]
    [InlineData(3, new[] { 2 }, 7)]
    public void Backward_OddSidesAndAnyKernel_IsTheGradientThatAutogradFinds(int side, int[] channels, int kernel) =>
        Compare(
            new(side, [.. channels], kernel, [], 5, Activation.Tanh, BatchNorm: false, Dropout: 0), "cross_entropy");

    private static void Compare(NetworkShape shape, string loss)
    {
        using var scope = NewDisposeScope();
        using var model = new Network(shape, CPU);
        model.Initialize(new WeightInitialization.Kaiming(Uniform: false), seed: 3);
        using var random = Near.Seeded(5);
        model.Values.add_(randn(model.Values.shape, generator: random), 0.1);
        var images = randn([8, shape.Pixels], generator: random);
        var labels = randint(0, 5, [8], ScalarType.Int64, generator: random);
        var recorded = model.Values.clone().requires_grad_();
        var kept = images.clone();

        var (sum, gradient) = Loss.Named(loss).Measure(model.Forward(images, random), labels);
        model.Backward(gradient);

        var expected = Oracle.Loss(Oracle.Scores(recorded, shape, kept), labels, loss);
        expected.backward();
        (sum / 8).ShouldBeNear(expected.detach());
        model.Gradients.ShouldBeNear(recorded.grad!);
        images.Same(kept).ShouldBeTrue("a forward pass must not change what it is given");
    }
}

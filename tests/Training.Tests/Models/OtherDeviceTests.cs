using System.Collections.Immutable;
using Experiments.Training.Initialization;
using Experiments.Training.Losses;
using Experiments.Training.Models;
using Experiments.Training.Optimizers;
using Experiments.Training.Randomness;
using Experiments.Training.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Experiments.Training.Tests.Models;

/// <summary>
/// Training on a device that is not the CPU. Torch's <c>meta</c> device stands in for a GPU: it computes no numbers,
/// and refuses operations whose tensors lie on different devices, as a GPU does.
/// </summary>
public class OtherDeviceTests
{
    private static readonly Device Elsewhere = new(DeviceType.META);

    [Theory]
    [InlineData("sgd", Activation.Relu, "cross_entropy", 0.0)]
    [InlineData("sgd", Activation.Sigmoid, "mse", 0.9)]
    [InlineData("adam", Activation.Tanh, "cross_entropy", 0.0)]
    [InlineData("adamw", Activation.Gelu, "mse", 0.0)]
    [InlineData("rmsprop", Activation.LeakyRelu, "cross_entropy", 0.9)]
    [InlineData("adagrad", Activation.Relu, "mse", 0.0)]
    public void Train_OnAnotherDevice_KeepsEverythingThere(
        string optimizer, Activation activation, string loss, double momentum)
    {
        using var scope = NewDisposeScope();
        using var inference = inference_mode(true);
        using var random = Seeds.Generator(5);
        // Only one convolution: a second one would use an operation that 'meta' does not support.
        using var model = new Network(new(6, [3], 3, [7], 5, activation, BatchNorm: true, Dropout: 0.3), Elsewhere);
        using var moving = Optimizer.Create(
            new(optimizer, momentum, Nesterov: false, WeightDecay: 0.1), model.Values, model.Gradients);
        foreach (var kind in Kinds) model.Initialize(kind, seed: 3);

        for (var step = 0; step < 2; step++)
        {
            var images = zeros([8, 36], ScalarType.Float32, Elsewhere);
            var (sum, gradient) = Loss.Named(loss, 0.1)
                .Measure(model.Forward(images, random), zeros([8], ScalarType.Int64, Elsewhere));
            model.Backward(gradient);
            GradientClip.Apply(model.Gradients, 1);
            moving.Step(0.1);
            sum.device.type.ShouldBe(DeviceType.META);
        }

        model.Forward(zeros([8, 36], ScalarType.Float32, Elsewhere), training: null).device.type.ShouldBe(
            DeviceType.META);
        moving.State.ShouldAllBe(state => state.device.type == DeviceType.META);
    }

    [Fact]
    public void Train_OnAnotherDevice_DrawsTheSameAsOnTheCpu()
    {
        using var scope = NewDisposeScope();
        Draw(Elsewhere).Same(Draw(CPU)).ShouldBeTrue("a generator that was not drawn from, or drew other numbers");

        // The state of a generator after a training pass shows what was drawn from it.
        static Tensor Draw(Device device)
        {
            var random = Seeds.Generator(5);
            using var model = new Network(
                new(6, [3], 3, [7, 9], 5, Activation.Relu, BatchNorm: false, Dropout: 0.3), device);
            model.Initialize(new WeightInitialization.Normal(), seed: 3);
            model.Forward(zeros([8, 36], ScalarType.Float32, device), random);
            var state = random.get_state();
            state.Same(Seeds.Generator(5).get_state()).ShouldBeFalse("nothing was drawn");
            return state;
        }
    }

    private static ImmutableArray<WeightInitialization> Kinds { get; } =
    [
        new WeightInitialization.Kaiming(Uniform: true), new WeightInitialization.Xavier(Uniform: false),
        new WeightInitialization.Normal(),
    ];
}

using Experiments.Training.Initialization;
using static TorchSharp.torch;

namespace Experiments.Training.Models;

/// <summary>A layer that multiplies its input by a matrix of weights and adds a bias.</summary>
/// <param name="name">The layer's name: <c>conv1</c>, <c>fc2</c>, ….</param>
/// <param name="inputs">The number of inputs of each output.</param>
/// <param name="outputs">The number of outputs.</param>
/// <param name="values">The buffer from which weight and bias are taken.</param>
/// <param name="gradients">The buffer from which their gradients are taken.</param>
internal abstract class WeightedLayer(
    string name, long inputs, long outputs, FlatBuffer values, FlatBuffer gradients) : Layer
{
    /// <summary>The layer's name within the network.</summary>
    public string Name { get; } = name;

    /// <summary>The weight, [inputs, outputs].</summary>
    public Tensor Weight { get; } = values.Take(inputs, outputs);

    /// <summary>The bias, [outputs].</summary>
    public Tensor Bias { get; } = values.Take(outputs);

    /// <summary>The gradient of the weight, [inputs, outputs].</summary>
    public Tensor WeightGradient { get; } = gradients.Take(inputs, outputs);

    /// <summary>The gradient of the bias, [outputs].</summary>
    public Tensor BiasGradient { get; } = gradients.Take(outputs);

    /// <summary>The number of outputs that each input contributes to, in one example.</summary>
    protected virtual long FanOut => Weight.shape[1];

    /// <summary>Draws a new weight and sets the bias to 0.</summary>
    public void Initialize(WeightInitialization kind, Generator generator)
    {
        Weight.copy_(kind.Draw(Weight.shape[0], Weight.shape[1], FanOut, generator));
        Bias.zero_();
    }

    /// <summary>
    /// Computes the gradients of the layer's own parameters only, for the first layer of a network, whose input needs
    /// no gradient. See <see cref="Layer.Backward"/>.
    /// </summary>
    public abstract void BackwardToParameters(Tensor gradient);
}

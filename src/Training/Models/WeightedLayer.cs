using Experiments.Training.Initialization;
using static TorchSharp.torch;

namespace Experiments.Training.Models;

/// <summary>A layer that multiplies what it sees by a matrix of weights and adds a bias.</summary>
/// <param name="name"><c>conv1</c>, <c>fc2</c>, ….</param>
/// <param name="inputs">Numbers that each output is made of.</param>
/// <param name="outputs">Outputs.</param>
/// <param name="values">Weight and bias are taken from here.</param>
/// <param name="gradients">Their gradients from here.</param>
internal abstract class WeightedLayer(string name, long inputs, long outputs, FlatBuffer values, FlatBuffer gradients) : Layer
{
    /// <summary>Its name within the network.</summary>
    public string Name { get; } = name;

    /// <summary>[inputs, outputs].</summary>
    public Tensor Weight { get; } = values.Take(inputs, outputs);

    /// <summary>[outputs].</summary>
    public Tensor Bias { get; } = values.Take(outputs);

    /// <summary>By the weight, [inputs, outputs].</summary>
    public Tensor WeightGradient { get; } = gradients.Take(inputs, outputs);

    /// <summary>By the bias, [outputs].</summary>
    public Tensor BiasGradient { get; } = gradients.Take(outputs);

    /// <summary>Outputs that each input takes part in, in one example.</summary>
    protected virtual long FanOut => Weight.shape[1];

    /// <summary>Draws the weight anew. The bias becomes 0.</summary>
    public void Initialize(WeightInitialization kind, Generator generator)
    {
        Weight.copy_(kind.Draw(Weight.shape[0], Weight.shape[1], FanOut, generator));
        Bias.zero_();
    }

    /// <summary>As <see cref="Layer.Backward"/>, for the first of a network, whose input needs no gradient.</summary>
    public abstract void BackwardToParameters(Tensor gradient);
}

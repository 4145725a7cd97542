using Experiments.Training.Initialization;
using static TorchSharp.torch;

namespace Experiments.Training.Models;

/// <summary>
/// A multi-layer perceptron: linear, [batch norm], activation, [dropout] for each hidden layer, then linear.
/// </summary>
internal sealed class Mlp : IDisposable
{
    private readonly List<Layer> _layers = [];
    private readonly FlatBuffer _values;
    private readonly FlatBuffer _gradients;
    private readonly FlatBuffer _statistics;

    public Mlp(MlpShape shape, Device device)
    {
        _values = new(shape.ParameterCount(), device);
        _gradients = new(shape.ParameterCount(), device);
        _statistics = new(shape.StatisticCount(), device);
        var width = shape.Inputs;
        foreach (var next in shape.Hidden)
        {
            _layers.Add(new LinearLayer(width, next, _values, _gradients));
            if (shape.BatchNorm)
                _layers.Add(new BatchNormLayer(next, _values, _gradients, _statistics));
            _layers.Add(new ActivationLayer(shape.Activation));
            if (shape.Dropout > 0)
                _layers.Add(new DropoutLayer(shape.Dropout));
            width = next;
        }

        _layers.Add(new LinearLayer(width, shape.Classes, _values, _gradients));
    }

    /// <summary>All learned numbers, [parameters].</summary>
    public Tensor Values => _values.All;

    /// <summary>Their gradients, [parameters], as the last <see cref="Backward"/> left them.</summary>
    public Tensor Gradients => _gradients.All;

    /// <summary>Running statistics, [statistics]; may be empty.</summary>
    public Tensor Statistics => _statistics.All;

    /// <summary>Draws the weights anew. Biases begin at 0.</summary>
    public void Initialize(WeightInitialization kind, long seed)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed, CPU);
        foreach (var linear in _layers.OfType<LinearLayer>())
        {
            linear.Weight.copy_(kind.Draw(linear.Weight.shape[0], linear.Weight.shape[1], generator));
            linear.Bias.zero_();
        }
    }

    /// <summary>Scores of each class, [batch, classes], of examples [batch, inputs].</summary>
    /// <param name="examples">They are left as they are.</param>
    /// <param name="training">Randomness of a training pass; null: an evaluation.</param>
    public Tensor Forward(Tensor examples, Generator? training) =>
        _layers.Aggregate(examples, (input, layer) => layer.Forward(input, training));

    /// <summary>Writes <see cref="Gradients"/>, given the gradient of the loss by the last training pass's scores.</summary>
    public void Backward(Tensor gradient)
    {
        for (var i = _layers.Count - 1; i > 0; i--)
            gradient = _layers[i].Backward(gradient);
        _layers[0].BackwardToParameters(gradient);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _values.Dispose();
        _gradients.Dispose();
        _statistics.Dispose();
    }
}

using System.Collections.Immutable;
using Experiments.Training.Initialization;
using Experiments.Training.Randomness;
using static TorchSharp.torch;

namespace Experiments.Training.Models;

/// <summary>
/// A feed-forward network that computes scores for the classes of images. All parameters are in one tensor, and their
/// gradients in another; layers own views of them.
/// </summary>
internal sealed class Network : IDisposable
{
    private readonly FlatBuffer _values;
    private readonly FlatBuffer _gradients;
    private readonly FlatBuffer _statistics;
    private readonly int _firstWeighted;

    public Network(NetworkShape shape, Device device)
    {
        Shape = shape;
        var layers = shape.Layers().ToImmutableArray();
        var parameters = layers.Sum(layer => layer.Parameters);
        _values = new(parameters, device);
        _gradients = new(parameters, device);
        _statistics = new(layers.Sum(layer => layer.Statistics), device);
        Layers = [.. layers.Select(Build)];
        _firstWeighted = Layers.IndexOf(Layers.First(layer => layer is WeightedLayer));
    }

    /// <summary>The shape of the network.</summary>
    public NetworkShape Shape { get; }

    /// <summary>All parameters, [parameters].</summary>
    public Tensor Values => _values.All;

    /// <summary>The gradients of the parameters, [parameters], as written by the last <see cref="Backward"/>.</summary>
    public Tensor Gradients => _gradients.All;

    /// <summary>The running statistics, [statistics]. May be empty.</summary>
    public Tensor Statistics => _statistics.All;

    /// <summary>The layers, first to last.</summary>
    public ImmutableArray<Layer> Layers { get; }

    /// <summary>Draws new weights and sets the biases to 0.</summary>
    public void Initialize(WeightInitialization kind, long seed)
    {
        using var scope = NewDisposeScope();
        using var generator = Seeds.Generator(seed);
        foreach (var layer in Layers.OfType<WeightedLayer>())
            layer.Initialize(kind, generator);
    }

    /// <summary>Computes the scores of each class, [batch, classes], for images [batch, pixels].</summary>
    /// <param name="images">The images, which are not changed.</param>
    /// <param name="training">The generator of a training pass, or null for an evaluation.</param>
    public Tensor Forward(Tensor images, Generator? training) =>
        Layers.Aggregate(images, (input, layer) => layer.Forward(input, training));

    /// <summary>
    /// Computes what the first layer with an activation function outputs for images [batch, pixels]: [batch, units], or
    /// for a convolution [batch, rows, columns, channels].
    /// </summary>
    public Tensor ForwardFirst(Tensor images)
    {
        foreach (var layer in Layers)
        {
            images = layer.Forward(images, training: null);
            if (layer is ActivationLayer) break;
        }

        return images;
    }

    /// <summary>
    /// Computes <see cref="Gradients"/> from the gradient of the loss with respect to the scores of the last training
    /// pass.
    /// </summary>
    public void Backward(Tensor gradient)
    {
        for (var i = Layers.Length - 1; i > _firstWeighted; i--)
            gradient = Layers[i].Backward(gradient);
        ((WeightedLayer)Layers[_firstWeighted]).BackwardToParameters(gradient);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _values.Dispose();
        _gradients.Dispose();
        _statistics.Dispose();
    }

    private Layer Build(LayerShape layer) => layer switch
    {
        LayerShape.Reshape reshape => new ReshapeLayer(reshape),
        LayerShape.Convolution convolution => new ConvolutionLayer(convolution, _values, _gradients),
        LayerShape.Linear linear => new LinearLayer(linear, _values, _gradients),
        LayerShape.Normalisation norm => new BatchNormLayer(norm, _values, _gradients, _statistics),
        LayerShape.NonLinearity activation => new ActivationLayer(activation.Kind),
        LayerShape.Dropping dropout => new DropoutLayer(dropout.Share),
        _ => new PoolingLayer(),
    };
}

using System.Collections.Immutable;

namespace Experiments.Training.Models;

/// <summary>
/// What a network is built of; two of the same shape can exchange weights. Blocks of a convolution come first, each
/// halving the image, then hidden layers that see all at once, then one output for each class.
/// </summary>
/// <param name="Side">Rows and columns of an image, which has one number per pixel.</param>
/// <param name="Channels">Outputs of each convolution; empty: a multi-layer perceptron.</param>
/// <param name="KernelSize">Rows and columns that a convolution sees at once.</param>
/// <param name="Hidden">Widths of the hidden layers after the convolutions; may be empty where there are some.</param>
/// <param name="Classes">Outputs.</param>
/// <param name="Activation">After each convolution and each hidden layer.</param>
/// <param name="BatchNorm">Whether each of them is normalised before its activation.</param>
/// <param name="Dropout">Share of activations dropped after each hidden layer in training.</param>
public sealed record NetworkShape(
    int Side, ImmutableArray<int> Channels, int KernelSize, ImmutableArray<int> Hidden, int Classes, Activation Activation,
    bool BatchNorm, double Dropout)
{
    /// <summary>Numbers of an image.</summary>
    public int Pixels => Side * Side;

    /// <inheritdoc/>
    public bool Equals(NetworkShape? other) =>
        other is not null && Side == other.Side && Channels.SequenceEqual(other.Channels) && KernelSize == other.KernelSize &&
        Hidden.SequenceEqual(other.Hidden) && Classes == other.Classes && Activation == other.Activation &&
        BatchNorm == other.BatchNorm && Dropout.Equals(other.Dropout);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(Side, Channels.Length, KernelSize, Hidden.Length, Classes, Activation, BatchNorm, Dropout);

    /// <summary>
    /// The layers, first to last. Those that learn weights have names: <c>conv1</c>, …, <c>fc1</c>, …, and the
    /// normalisation after one of them <c>bn_conv1</c>, ….
    /// </summary>
    internal IEnumerable<LayerShape> Layers()
    {
        var (side, depth) = (Side, 1);
        if (!Channels.IsEmpty)
            yield return new LayerShape.Reshape([Pixels], [side, side, depth]);
        for (var i = 0; i < Channels.Length; i++)
        {
            var name = $"conv{i + 1}";
            yield return new LayerShape.Convolution(name, side, depth, Channels[i], KernelSize);
            if (BatchNorm)
                yield return new LayerShape.Normalisation($"bn_{name}", Channels[i]);
            // Of a function that never falls, the greatest value is that of the greatest input: a quarter of the work.
            if (Activation != Activation.Gelu)
                yield return new LayerShape.Pooling();
            yield return new LayerShape.NonLinearity(Activation);
            if (Activation == Activation.Gelu)
                yield return new LayerShape.Pooling();
            (side, depth) = (side / 2, Channels[i]);
        }

        var width = side * side * depth;
        if (!Channels.IsEmpty)
            yield return new LayerShape.Reshape([side, side, depth], [width]);
        for (var i = 0; i < Hidden.Length; i++)
        {
            var name = $"fc{i + 1}";
            yield return new LayerShape.Linear(name, width, Hidden[i]);
            if (BatchNorm)
                yield return new LayerShape.Normalisation($"bn_{name}", Hidden[i]);
            yield return new LayerShape.NonLinearity(Activation);
            if (Dropout > 0)
                yield return new LayerShape.Dropping(Dropout);
            width = Hidden[i];
        }

        yield return new LayerShape.Linear($"fc{Hidden.Length + 1}", width, Classes);
    }
}

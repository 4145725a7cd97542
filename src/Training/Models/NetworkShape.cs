using System.Collections.Immutable;

namespace Experiments.Training.Models;

/// <summary>
/// The shape of a network. Networks of the same shape can exchange weights. Convolution blocks come first, each of
/// which halves the image size, then fully connected hidden layers, then one output per class.
/// </summary>
/// <param name="Side">The number of rows and columns of an image, which has one number per pixel.</param>
/// <param name="Channels">The number of outputs of each convolution. Empty for a multi-layer perceptron.</param>
/// <param name="KernelSize">The number of rows and columns of a convolution's kernel.</param>
/// <param name="Hidden">
/// The widths of the hidden layers after the convolutions. May be empty if there are convolutions.
/// </param>
/// <param name="Classes">The number of classes, and therefore of outputs.</param>
/// <param name="Activation">The non-linearity after each convolution and each hidden layer.</param>
/// <param name="BatchNorm">
/// Whether the output of each of these layers is batch-normalized before its activation.
/// </param>
/// <param name="Dropout">The share of activations that are dropped after each hidden layer in training.</param>
public sealed record NetworkShape(
    int Side, ImmutableArray<int> Channels, int KernelSize, ImmutableArray<int> Hidden, int Classes,
    Activation Activation,
    bool BatchNorm, double Dropout)
{
    /// <summary>The number of pixels of an image.</summary>
    public int Pixels => Side * Side;

    /// <inheritdoc/>
    public bool Equals(NetworkShape? other) =>
        other is not null && Side == other.Side && Channels.SequenceEqual(other.Channels)
        && KernelSize == other.KernelSize &&
        Hidden.SequenceEqual(other.Hidden) && Classes == other.Classes && Activation == other.Activation &&
        BatchNorm == other.BatchNorm && Dropout.Equals(other.Dropout);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(Side, Channels.Length, KernelSize, Hidden.Length, Classes, Activation, BatchNorm, Dropout);

    /// <summary>
    /// Returns the layers, first to last. Layers with weights are named <c>conv1</c>, …, <c>fc1</c>, …; the
    /// normalization after one of them is named <c>bn_conv1</c>, ….
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
            // For a monotonic function, the maximum of the outputs is the output of the maximum, so pooling first takes
            // a quarter of the work. GELU is not monotonic.
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

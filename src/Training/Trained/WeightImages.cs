using System.Collections.Immutable;
using TorchSharp;

namespace Experiments.Training.Trained;

/// <summary>
/// What the first layer of a network looks for: the filters of its first convolution, or, for each unit of a perceptron's
/// first layer, its weight of each pixel.
/// </summary>
/// <param name="Layer">Name of the layer.</param>
/// <param name="Side">Rows and columns of each image.</param>
/// <param name="Images">One for each unit, row by row.</param>
public sealed record WeightImages(string Layer, int Side, ImmutableArray<ImmutableArray<float>> Images)
{
    /// <summary>The largest filter that a convolution may have, see its <c>kernel_size</c>.</summary>
    private const int LargestFilter = 15;

    /// <summary>Whether they are of whole images, unit by unit, and not small filters that are slid over them.</summary>
    public bool AreWhole => Side > LargestFilter;

    /// <summary>Those of a network, whose images have one channel.</summary>
    public static WeightImages Extract(TrainedNetwork network)
    {
        var tensors = network.Tensors();
        try
        {
            var (name, weight) = tensors[0];
            var pixels = (int)(weight.numel() / weight.shape[0]);
            return new(
                name.Split('.')[0], (int)Math.Sqrt(pixels),
                [.. weight.data<float>().Chunk(pixels).Select(image => image.ToImmutableArray())]);
        }
        finally
        {
            foreach (var named in tensors) named.Tensor.Dispose();
        }
    }
}

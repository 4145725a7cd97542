using System.Collections.Immutable;

namespace Experiments.Training.Trained;

/// <summary>
/// The weights of a network's first layer as images: the filters of its first convolution, or the weights of all pixels
/// for each unit of a perceptron's first layer.
/// </summary>
/// <param name="Layer">The name of the layer.</param>
/// <param name="Side">The number of rows and columns of each image.</param>
/// <param name="Images">The images, one per unit, row by row.</param>
public sealed record WeightImages(string Layer, int Side, ImmutableArray<ImmutableArray<float>> Images)
{
    /// <summary>The largest kernel size that a convolution may have, see the parameter <c>kernel_size</c>.</summary>
    private const int LargestFilter = 15;

    /// <summary>Whether the weights cover whole images, unlike the small filters of a convolution.</summary>
    public bool AreWhole => Side > LargestFilter;

    /// <summary>Extracts the weight images of a network whose images have one channel.</summary>
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

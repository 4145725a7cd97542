using System.Collections.Immutable;
using Experiments.Training.Datasets;
using static TorchSharp.torch;

namespace Experiments.Training.Trained;

/// <summary>Classifies single images with a trained network.</summary>
public static class Classification
{
    /// <summary>Returns the probability of each class, by label.</summary>
    /// <param name="network">The network.</param>
    /// <param name="pixels">The brightness of each pixel of an image of the dataset's size, row by row, 0 to 1.</param>
    public static ImmutableArray<double> Classify(this TrainedNetwork network, IReadOnlyCollection<float> pixels)
    {
        using var scope = NewDisposeScope();
        var probabilities = network.Probabilities(Input(network, pixels));
        return [.. probabilities[0].to(ScalarType.Float64).data<double>()];
    }

    /// <summary>
    /// Returns for each unit of the first layer what it outputs for an image: one number, or for a convolution an
    /// image, row by row.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="pixels">The image, as for <see cref="Classify"/>.</param>
    public static ImmutableArray<ImmutableArray<float>> See(
        this TrainedNetwork network, IReadOnlyCollection<float> pixels)
    {
        using var scope = NewDisposeScope();
        var outputs = network.FirstLayer(Input(network, pixels));
        return [.. outputs.data<float>().Chunk((int)outputs.shape[2]).Select(unit => unit.ToImmutableArray())];
    }

    private static Tensor Input(TrainedNetwork network, IReadOnlyCollection<float> pixels)
    {
        byte[] bytes = [.. pixels.Select(pixel => (byte)Math.Round(Math.Clamp(pixel, 0, 1) * 255))];
        return network.Model.Scale.Apply(bytes, RawImages.Pixels);
    }
}

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
        byte[] bytes = [.. pixels.Select(pixel => (byte)Math.Round(Math.Clamp(pixel, 0, 1) * 255))];
        var probabilities = network.Probabilities(network.Model.Scale.Apply(bytes, RawImages.Pixels));
        return [.. probabilities[0].to(ScalarType.Float64).data<double>()];
    }
}

using System.ComponentModel;
using Experiments.Training.Datasets;
using Experiments.Training.Trained;

namespace Experiments.Web.Models;

/// <summary>What a network takes an image for.</summary>
internal sealed record PredictionAnswer
{
    /// <summary>The id of the sweep.</summary>
    public required string Sweep { get; init; }

    /// <summary>The number of the trial that trained the network.</summary>
    public required int Trial { get; init; }

    /// <summary>The dataset that it was trained on.</summary>
    public required string Dataset { get; init; }

    /// <summary>The number of completed epochs.</summary>
    public required int Epochs { get; init; }

    /// <summary>The names of the classes.</summary>
    [Description("The names of the classes, by label.")]
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>The probabilities.</summary>
    [Description("The probability of each class, by label. They sum to 1.")]
    public required IReadOnlyList<double> Probabilities { get; init; }

    /// <summary>The most probable class.</summary>
    [Description("The label of the most probable class; of several, the first.")]
    public required int Best { get; init; }

    /// <summary>What the first layer outputs.</summary>
    [Description(
        "What each unit of the first layer outputs, after its activation function: one number, or for a convolution an "
        + "image, row by row.")]
    public required IReadOnlyList<IReadOnlyList<float>> FirstLayer { get; init; }

    /// <summary>Asks a network. Torch must have been loaded.</summary>
    public static PredictionAnswer Of(
        string sweep, int trial, TrainedNetwork network, IReadOnlyCollection<float> pixels)
    {
        var probabilities = network.Classify(pixels);
        return new()
        {
            Sweep = sweep,
            Trial = trial,
            Dataset = network.Model.Dataset,
            Epochs = network.Epochs,
            Classes = ClassNames.Get(network.Model.Dataset),
            Probabilities = probabilities,
            Best = probabilities.IndexOf(probabilities.Max()),
            FirstLayer = [.. network.See(pixels)],
        };
    }
}

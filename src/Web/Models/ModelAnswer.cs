using System.ComponentModel;
using Experiments.Training.Models;
using Experiments.Training.Trained;

namespace Experiments.Web.Models;

/// <summary>A trained network, and what its first layer looks for.</summary>
internal sealed record ModelAnswer
{
    /// <summary>The id of the sweep.</summary>
    public required string Sweep { get; init; }

    /// <summary>The number of the trial that trained the network.</summary>
    public required int Trial { get; init; }

    /// <summary>The workload, <c>mlp</c> or <c>cnn</c>.</summary>
    public required string Workload { get; init; }

    /// <summary>The dataset that it was trained on.</summary>
    public required string Dataset { get; init; }

    /// <summary>The number of completed epochs.</summary>
    public required int Epochs { get; init; }

    /// <summary>The activation function of its layers.</summary>
    public required Activation Activation { get; init; }

    /// <summary>The widths of its layers.</summary>
    [Description(
        "The number of pixels, of channels of each convolution, of units of each hidden layer, and of classes.")]
    public required IReadOnlyList<int> Widths { get; init; }

    /// <summary>The name of the first layer.</summary>
    public required string Layer { get; init; }

    /// <summary>The number of its units.</summary>
    [Description("The number of units of the first layer.")]
    public required int Units { get; init; }

    /// <summary>The rows and columns of a filter.</summary>
    [Description("The number of rows and columns of each filter.")]
    public required int Side { get; init; }

    /// <summary>The filters of the strongest units.</summary>
    [Description("The units with the largest weights, in the order of their numbers, with their weights.")]
    public required IReadOnlyList<FilterAnswer> Filters { get; init; }

    /// <summary>Describes a network. Torch must have been loaded.</summary>
    public static ModelAnswer Of(string sweep, int trial, TrainedNetwork network, int most)
    {
        var (model, weights) = (network.Model, WeightImages.Extract(network));
        return new()
        {
            Sweep = sweep,
            Trial = trial,
            Workload = model.Workload,
            Dataset = model.Dataset,
            Epochs = network.Epochs,
            Activation = model.Shape.Activation,
            Widths = [model.Shape.Pixels, .. model.Shape.Channels, .. model.Shape.Hidden, model.Shape.Classes],
            Layer = weights.Layer,
            Units = weights.Images.Length,
            Side = weights.Side,
            Filters =
            [
                .. StrongestUnits.Find(weights, most).Select(unit => new FilterAnswer(unit, weights.Images[unit])),
            ],
        };
    }
}

/// <summary>The weights of a unit, as an image.</summary>
/// <param name="Unit">The number of the unit, from 0.</param>
/// <param name="Weights">The weights, row by row.</param>
internal sealed record FilterAnswer(int Unit, IReadOnlyList<float> Weights);

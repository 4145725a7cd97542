using Experiments.Training.Datasets;

namespace Experiments.Training.Models;

/// <summary>The information that is needed to use a trained model.</summary>
/// <param name="Workload">The workload that trains it: <c>mlp</c> or <c>cnn</c>.</param>
/// <param name="Dataset">The dataset that the model is trained on.</param>
/// <param name="Scale">The scaling that turns pixels into the model's input.</param>
/// <param name="Loss">The loss that its training minimizes, which determines the meaning of its scores.</param>
/// <param name="Shape">The shape of the network.</param>
public sealed record ModelDescription(
    string Workload, string Dataset, PixelScale Scale, string Loss, NetworkShape Shape);

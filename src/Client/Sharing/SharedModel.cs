using Experiments.Client.Looking;
using Experiments.Training.Datasets;
using Experiments.Training.Trained;

namespace Experiments.Client.Sharing;

/// <summary>A trained network and how it does.</summary>
/// <param name="Trained">The network.</param>
/// <param name="Dataset">What it was trained on.</param>
/// <param name="Confusion">What it makes of the test set.</param>
internal sealed record SharedModel(TrainedTrial Trained, ImageDataset Dataset, ConfusionMatrix Confusion);

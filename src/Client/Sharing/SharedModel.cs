using Experiments.Client.Looking;
using Experiments.Training.Datasets;
using Experiments.Training.Trained;

namespace Experiments.Client.Sharing;

/// <summary>A trained network and its performance.</summary>
/// <param name="Trained">The trial with its network.</param>
/// <param name="Dataset">The dataset that the network was trained on.</param>
/// <param name="Confusion">Its confusion matrix on the test set.</param>
internal sealed record SharedModel(TrainedTrial Trained, ImageDataset Dataset, ConfusionMatrix Confusion);

using System.Collections.Immutable;
using Experiments.Contracts.Faults;
using Experiments.Training.Checkpoints;
using Experiments.Training.Datasets;
using Experiments.Training.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Experiments.Training.Trained;

/// <summary>
/// A network as a trial's checkpoint has it, to predict with and to look into. Torch must have been loaded. Not for several
/// threads.
/// </summary>
public sealed class TrainedNetwork : IDisposable
{
    private readonly Network _network;

    private TrainedNetwork(Network network, CheckpointHeader header)
    {
        _network = network;
        Model = header.Model;
        Epochs = header.Progress.Epochs;
    }

    /// <summary>What it is, and what it was trained on.</summary>
    public ModelDescription Model { get; }

    /// <summary>Whole epochs that it was trained for.</summary>
    public int Epochs { get; }

    /// <summary>Opens the checkpoint of a trial of workload <c>mlp</c> or <c>cnn</c>.</summary>
    /// <param name="checkpoint">Its bytes.</param>
    /// <param name="device">Where it computes: <c>cpu</c>, <c>cuda:0</c>, …</param>
    /// <exception cref="UserErrorException">They are damaged, of another version, or of no network.</exception>
    public static TrainedNetwork Open(ReadOnlySpan<byte> checkpoint, string device = "cpu")
    {
        using var scope = NewDisposeScope();
        var header = CheckpointFormat.Read(checkpoint, out var rest);
        var network = new Network(header.Model.Shape, torch.device(device));
        CheckpointFormat.Take(ref rest, network.Values);
        CheckpointFormat.Take(ref rest, network.Statistics);
        return new(network, header);
    }

    /// <summary>
    /// All that it has learned, first layer to last, on the CPU, with names and layouts of PyTorch's modules:
    /// <c>conv1.weight</c> [outputs, inputs, kernel rows, kernel columns], <c>fc1.weight</c> [outputs, inputs] where inputs
    /// that come from a convolution are in the order channel, row, column; <c>….bias</c> [outputs]; of a batch
    /// normalisation <c>bn_fc1.weight</c>, <c>.bias</c>, <c>.running_mean</c> and <c>.running_var</c>. Copies, for the
    /// caller to dispose.
    /// </summary>
    public ImmutableArray<NamedTensor> Tensors()
    {
        using var scope = NewDisposeScope();
        return
        [
            .. NamedTensors.List(_network).Select(named =>
                named with { Tensor = named.Tensor.cpu().contiguous().clone().MoveToOuterDisposeScope() }),
        ];
    }

    /// <summary>Scores of each class, [images, classes].</summary>
    /// <param name="images">[images, pixels], float32, scaled by <see cref="ModelDescription.Scale"/>.</param>
    public Tensor Scores(Tensor images)
    {
        using var inference = no_grad();
        using var scope = NewDisposeScope();
        return _network.Forward(images, training: null).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Probability of each class, [images, classes]: the softmax of the scores; of a network trained with <c>mse</c>, whose
    /// scores stand for probabilities themselves, the scores lifted to 0 where the least is below, and brought to a sum of 1.
    /// </summary>
    /// <param name="images">As for <see cref="Scores"/>.</param>
    public Tensor Probabilities(Tensor images)
    {
        using var scope = NewDisposeScope();
        var scores = Scores(images);
        if (Model.Loss != "mse")
            return scores.softmax(1).MoveToOuterDisposeScope();
        var shares = scores - scores.amin([1L], keepdim: true).clamp_(max: Scalars.Keep(0));
        return (shares / shares.sum(1, keepdim: true)).MoveToOuterDisposeScope();
    }

    /// <summary>How often it takes each class of a set for which.</summary>
    public ConfusionMatrix Confusion(ImageSet set) => ConfusionMatrix.Count(Scores, set, Model.Shape.Classes);

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();
}

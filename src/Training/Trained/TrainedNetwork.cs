using System.Collections.Immutable;
using Experiments.Training.Checkpoints;
using Experiments.Training.Datasets;
using Experiments.Training.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Experiments.Training.Trained;

/// <summary>
/// A network restored from a trial's checkpoint, to predict with and to inspect. Torch must have been loaded. Not
/// thread-safe.
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

    /// <summary>The description of the model and its training.</summary>
    public ModelDescription Model { get; }

    /// <summary>The number of completed epochs.</summary>
    public int Epochs { get; }

    /// <summary>Opens the checkpoint of a trial of workload <c>mlp</c> or <c>cnn</c>.</summary>
    /// <param name="checkpoint">The bytes of the checkpoint.</param>
    /// <param name="device">The device to compute on: <c>cpu</c>, <c>cuda:0</c>, …</param>
    /// <exception cref="UserErrorException">
    /// The bytes are damaged, in another format or version, or not those of a network.
    /// </exception>
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
    /// Returns all learned tensors, first layer to last, on the CPU, with the names and layouts of PyTorch's modules:
    /// <c>conv1.weight</c> [outputs, inputs, kernel rows, kernel columns]; <c>fc1.weight</c> [outputs, inputs], where
    /// inputs that come from a convolution are in the order channel, row, column; <c>….bias</c> [outputs]; and for
    /// batch normalization <c>bn_fc1.weight</c>, <c>.bias</c>, <c>.running_mean</c> and <c>.running_var</c>. The
    /// tensors are copies, which the caller must dispose.
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

    /// <summary>Computes the scores of each class, [images, classes].</summary>
    /// <param name="images">
    /// The images, [images, pixels], float32, scaled by <see cref="ModelDescription.Scale"/>.
    /// </param>
    public Tensor Scores(Tensor images)
    {
        using var inference = no_grad();
        using var scope = NewDisposeScope();
        return _network.Forward(images, training: null).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Computes the probability of each class, [images, classes]: the softmax of the scores. For a network trained with
    /// <c>mse</c>, the scores themselves represent probabilities: they are shifted so that none is negative, and scaled
    /// to a sum of 1.
    /// </summary>
    /// <param name="images">The images, as for <see cref="Scores"/>.</param>
    public Tensor Probabilities(Tensor images)
    {
        using var scope = NewDisposeScope();
        var scores = Scores(images);
        if (Model.Loss != "mse")
            return scores.softmax(1).MoveToOuterDisposeScope();
        var shares = scores - scores.amin([1L], keepdim: true).clamp_(max: Scalars.Keep(0));
        return (shares / shares.sum(1, keepdim: true)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Computes what the first layer outputs after its activation function: [images, units, pixels], with one pixel for
    /// the units of a perceptron, and for a convolution those of the image that the next layer sees.
    /// </summary>
    /// <param name="images">The images, as for <see cref="Scores"/>.</param>
    public Tensor FirstLayer(Tensor images)
    {
        using var inference = no_grad();
        using var scope = NewDisposeScope();
        var outputs = _network.ForwardFirst(images);
        return (outputs.dim() == 2
            ? outputs.unsqueeze(2)
            : outputs.permute(0, 3, 1, 2).flatten(2)).contiguous().clone().MoveToOuterDisposeScope();
    }

    /// <summary>Counts how often each class of a set is predicted as each class.</summary>
    public ConfusionMatrix Confusion(ImageSet set) => ConfusionMatrix.Count(Scores, set, Model.Shape.Classes);

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();
}

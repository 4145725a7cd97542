using System.Collections.Immutable;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Experiments.TorchWorkloads;

/// <summary>A module and how it is trained.</summary>
/// <param name="Module">
/// The module, which maps a batch of inputs to a batch of outputs. Modules inside it must be called with <c>call</c>,
/// as <c>Sequential</c> does.
/// </param>
/// <param name="Loss">
/// Computes the mean loss over a batch, a scalar, from outputs and targets; for example <c>CrossEntropyLoss().call</c>.
/// </param>
public sealed record ModuleSetup(nn.Module<Tensor, Tensor> Module, Func<Tensor, Tensor, Tensor> Loss)
{
    /// <summary>
    /// Creates an optimizer of <c>torch.optim</c> for the module's parameters, which are already on the trial's device.
    /// Default: null, the trial's <c>optimizer</c>, <c>learning_rate</c>, <c>momentum</c>, <c>nesterov</c> and
    /// <c>weight_decay</c> select and configure a built-in optimizer.
    /// </summary>
    public Func<IEnumerable<Parameter>, optim.Optimizer>? Optimizer { get; init; }

    /// <summary>
    /// The measures that are reported besides the loss, by name. Each computes a mean over a batch, a scalar, from
    /// outputs and targets. A measure <c>accuracy</c> is reported as <c>train_accuracy</c> and <c>val_accuracy</c>, and
    /// as <c>test_accuracy</c> if the data has a test set. The name <c>loss</c> is taken. Default: no measures.
    /// </summary>
    public ImmutableSortedDictionary<string, Func<Tensor, Tensor, Tensor>> Measures { get; init; } =
        ImmutableSortedDictionary<string, Func<Tensor, Tensor, Tensor>>.Empty;

    /// <summary>
    /// The names of the classes whose scores the outputs [batch, classes] are, for <c>predict</c>. Default: empty,
    /// outputs are shown as numbers.
    /// </summary>
    public ImmutableArray<string> Classes { get; init; } = [];

    /// <summary>
    /// Returns a copy with the measure <c>accuracy</c> added, see <see cref="TorchWorkloads.Measures.Accuracy"/>.
    /// </summary>
    public ModuleSetup WithAccuracy() =>
        this with { Measures = Measures.SetItem("accuracy", TorchWorkloads.Measures.Accuracy) };
}

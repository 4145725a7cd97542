using System.Collections.Immutable;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Experiments.TorchWorkloads;

/// <summary>What is trained, and how.</summary>
/// <param name="Module">
/// The module, from a batch of inputs to a batch of outputs. Modules inside it are called with <c>call</c>, as
/// <c>Sequential</c> does.
/// </param>
/// <param name="Loss">
/// The mean loss over a batch, a scalar, of outputs and targets: <c>CrossEntropyLoss().call</c>.
/// </param>
public sealed record ModuleSetup(nn.Module<Tensor, Tensor> Module, Func<Tensor, Tensor, Tensor> Loss)
{
    /// <summary>
    /// Makes an optimizer of <c>torch.optim</c> for the module's parameters, which lie on the trial's device by then. Default:
    /// null, the trial's <c>optimizer</c>, <c>learning_rate</c>, <c>momentum</c>, <c>nesterov</c> and <c>weight_decay</c> say
    /// which of the built-in ones is used.
    /// </summary>
    public Func<IEnumerable<Parameter>, optim.Optimizer>? Optimizer { get; init; }

    /// <summary>
    /// What is reported besides the loss: means over a batch, a scalar each, of outputs and targets. A measure
    /// <c>accuracy</c> is reported as <c>train_accuracy</c> and <c>val_accuracy</c>, and as <c>test_accuracy</c> where the data has
    /// a test set. Default: none.
    /// </summary>
    public ImmutableSortedDictionary<string, Func<Tensor, Tensor, Tensor>> Measures { get; init; } =
        ImmutableSortedDictionary<string, Func<Tensor, Tensor, Tensor>>.Empty;

    /// <summary>
    /// Names of the classes that outputs [batch, classes] are scores of, for <c>predict</c>. Default: empty, outputs are shown as
    /// numbers.
    /// </summary>
    public ImmutableArray<string> Classes { get; init; } = [];

    /// <summary>The same with the measure <c>accuracy</c>: see <see cref="TorchWorkloads.Measures.Accuracy"/>.</summary>
    public ModuleSetup WithAccuracy() => this with { Measures = Measures.SetItem("accuracy", TorchWorkloads.Measures.Accuracy) };
}

using static TorchSharp.torch;

namespace Experiments.TorchWorkloads;

/// <summary>Examples in memory. The first dimension of both tensors is the index of the example.</summary>
public sealed class ExampleSet
{
    /// <param name="inputs">The inputs of the module, [examples, …].</param>
    /// <param name="targets">
    /// The targets that the loss compares the module's outputs with, [examples, …]. Classes are int64.
    /// </param>
    /// <exception cref="UserErrorException">
    /// A tensor holds no examples, or the tensors differ in the number of examples.
    /// </exception>
    public ExampleSet(Tensor inputs, Tensor targets)
    {
        if (inputs.dim() == 0 || targets.dim() == 0 || inputs.shape[0] != targets.shape[0] || inputs.shape[0] == 0)
        {
            throw new UserErrorException(
                $"inputs [{string.Join(", ", inputs.shape)}] and targets [{string.Join(", ", targets.shape)}] are not "
                + "a set of examples: "
                + "the first dimension of both must count them");
        }

        (Inputs, Targets) = (inputs, targets);
    }

    /// <summary>The inputs of the module, [examples, …].</summary>
    public Tensor Inputs { get; }

    /// <summary>The targets, [examples, …].</summary>
    public Tensor Targets { get; }

    /// <summary>The number of examples.</summary>
    public long Count => Inputs.shape[0];

    /// <summary>Returns consecutive examples, as a view.</summary>
    /// <param name="start">The zero-based index of the first example.</param>
    /// <param name="count">The number of examples.</param>
    public ExampleSet Slice(long start, long count) =>
        new(Inputs.narrow(0, start, count), Targets.narrow(0, start, count));
}

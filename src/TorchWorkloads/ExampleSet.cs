using static TorchSharp.torch;

namespace Experiments.TorchWorkloads;

/// <summary>Examples in memory: the first dimension of both tensors counts them.</summary>
public sealed class ExampleSet
{
    /// <param name="inputs">What the module is given, [examples, …].</param>
    /// <param name="targets">What the loss compares its outputs with, [examples, …]; classes are int64.</param>
    /// <exception cref="UserErrorException">There are none, or not as many of one as of the other.</exception>
    public ExampleSet(Tensor inputs, Tensor targets)
    {
        if (inputs.dim() == 0 || targets.dim() == 0 || inputs.shape[0] != targets.shape[0] || inputs.shape[0] == 0)
        {
            throw new UserErrorException(
                $"inputs [{string.Join(", ", inputs.shape)}] and targets [{string.Join(", ", targets.shape)}] are no examples: "
                + "the first dimension of both must count them");
        }

        (Inputs, Targets) = (inputs, targets);
    }

    /// <summary>[examples, …].</summary>
    public Tensor Inputs { get; }

    /// <summary>[examples, …].</summary>
    public Tensor Targets { get; }

    /// <summary>Examples in it.</summary>
    public long Count => Inputs.shape[0];

    /// <summary>A run of it, as a view.</summary>
    /// <param name="start">The first example, from 0.</param>
    /// <param name="count">How many.</param>
    public ExampleSet Slice(long start, long count) => new(Inputs.narrow(0, start, count), Targets.narrow(0, start, count));
}

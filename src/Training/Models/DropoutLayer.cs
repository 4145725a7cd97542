using Experiments.Training.Randomness;
using static TorchSharp.torch;

namespace Experiments.Training.Models;

/// <summary>
/// Drops each element with probability <paramref name="share"/> in training and scales the rest by 1 / (1 − share), so
/// that evaluation needs no scaling (inverted dropout; Srivastava et al., 2014). The mask is drawn from the trial's own
/// generator, never from the process-wide one, and therefore on the CPU; see <see cref="Seeds.Generator"/>.
/// </summary>
/// <param name="share">The probability of dropping an element, 0 to 1, excluding 1.</param>
internal sealed class DropoutLayer(double share) : Layer
{
    private Tensor? _mask;

    public override Tensor Forward(Tensor input, Generator? training)
    {
        if (training is null)
            return input;
        var chance = rand(input.shape, ScalarType.Float32, CPU, generator: training).to(input.device);
        _mask = chance.ge_(Scalars.Keep(share)).mul_(Scalars.Keep(1 / (1 - share)));
        return input * _mask;
    }

    public override Tensor Backward(Tensor gradient) => gradient.mul_(_mask!);
}

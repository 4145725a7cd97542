using Experiments.Training.Randomness;
using static TorchSharp.torch;

namespace Experiments.Training.Models;

/// <summary>
/// Drops each number with probability <paramref name="share"/> in training and scales the rest by 1 / (1 − share), so that
/// evaluation needs no scaling (Srivastava et al., 2014, in its inverted form). The mask comes from the trial's own
/// generator, never from the process-wide one, and so from the CPU; see <see cref="Seeds.Generator"/>.
/// </summary>
/// <param name="share">0 to 1, 1 excluded.</param>
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

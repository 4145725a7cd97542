using Experiments.Training.Models;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Experiments.Training.Tests.Models;

/// <summary>
/// A network of torch's own functions, on the flat parameters of ours. It does not use torch's conv2d and max_pool2d:
/// for images as small as these, torch 2.10 computes a gradient that differs from call to call on two threads.
/// </summary>
internal static class Oracle
{
    public static Tensor Loss(Tensor scores, Tensor labels, string loss) => loss == "mse"
        ? F.mse_loss(scores, F.one_hot(labels, scores.shape[1]).to(ScalarType.Float32))
        : F.cross_entropy(scores, labels);

    public static Tensor Scores(Tensor values, NetworkShape shape, Tensor images)
    {
        long at = 0;
        var (input, kernel) = (images, shape.KernelSize);
        var (side, depth) = (shape.Side, 1L);
        foreach (var next in shape.Channels)
        {
            var weight = Take(kernel * kernel * depth * next).view(kernel, kernel, depth, next).permute(3, 2, 0, 1);
            long[] padding = [(kernel - 1) / 2, kernel / 2, (kernel - 1) / 2, kernel / 2];
            var seen = F.unfold(F.pad(input.view(-1, depth, side, side), padding), (kernel, kernel));
            var output = weight.reshape(next, -1).matmul(seen) + Take(next).view(-1, 1);
            input = Activate(Normalise(output.view(-1, next, side, side), next));
            var even = side / 2 * 2;
            input = input.narrow(2, 0, even).narrow(3, 0, even).reshape(-1, next, side / 2, 2, side / 2, 2)
                .amax([3L, 5]);
            (side, depth) = (side / 2, next);
        }

        if (depth > 1)
            input = input.permute(0, 2, 3, 1).flatten(1);
        foreach (var next in shape.Hidden)
            input = Activate(Normalise(Linear(input, next), next));
        return Linear(input, shape.Classes);

        Tensor Normalise(Tensor x, long width)
        {
            if (!shape.BatchNorm)
                return x;
            var (scale, shift) = (Take(width), Take(width));
            return F.batch_norm(x, zeros(width), ones(width), scale, shift, training: true);
        }

        Tensor Activate(Tensor x) => shape.Activation switch
        {
            Activation.Relu => F.relu(x),
            Activation.Sigmoid => F.sigmoid(x),
            Activation.Tanh => F.tanh(x),
            Activation.Gelu => F.gelu(x),
            _ => F.leaky_relu(x, 0.01),
        };

        Tensor Linear(Tensor x, long outputs)
        {
            var weight = Take(x.shape[1] * outputs).view(x.shape[1], outputs);
            return x.matmul(weight) + Take(outputs);
        }

        Tensor Take(long count)
        {
            at += count;
            return values.narrow(0, at - count, count);
        }
    }
}

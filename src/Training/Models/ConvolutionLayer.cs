using static TorchSharp.torch;

namespace Experiments.Training.Models;

/// <summary>
/// Each output pixel is a weighted sum of the pixels around its place, with zeros beyond the edge, so that the image keeps
/// its size. The surroundings of all pixels are laid out as rows of one matrix, which the weight multiplies
/// (Chellapilla, Puri, Simard, 2006). The weight is [kernel rows · kernel columns · inputs, outputs].
/// </summary>
internal sealed class ConvolutionLayer(LayerShape.Convolution shape, FlatBuffer values, FlatBuffer gradients)
    : WeightedLayer(shape.Name, shape.Kernel * shape.Kernel * shape.Inputs, shape.Outputs, values, gradients)
{
    private readonly int _before = (shape.Kernel - 1) / 2;
    private Tensor? _surroundings;

    protected override long FanOut => (long)shape.Kernel * shape.Kernel * shape.Outputs;

    public override Tensor Forward(Tensor input, Generator? training)
    {
        _surroundings = Surroundings(input, _before);
        return addmm(Bias, _surroundings, Weight, 1, 1).view(-1, shape.Side, shape.Side, shape.Outputs);
    }

    public override Tensor Backward(Tensor gradient)
    {
        BackwardToParameters(gradient);
        // A pixel is seen by the outputs around it, each of which sees it in the opposite direction.
        var turned = Weight.view(shape.Kernel, shape.Kernel, shape.Inputs, shape.Outputs)
            .flip(0, 1).transpose(2, 3).reshape(-1, shape.Inputs);
        return Surroundings(gradient, shape.Kernel - 1 - _before).mm(turned)
            .view(-1, shape.Side, shape.Side, shape.Inputs);
    }

    public override void BackwardToParameters(Tensor gradient)
    {
        var rows = gradient.view(-1, shape.Outputs);
        WeightGradient.addmm_(_surroundings!.t(), rows, 0, 1);
        BiasGradient.copy_(rows.sum(0L));
    }

    /// <summary>The pixels around each, [batch · rows · columns, kernel rows · kernel columns · channels].</summary>
    private Tensor Surroundings(Tensor images, int before)
    {
        var (count, channels, side) = (images.shape[0], images.shape[3], shape.Side + shape.Kernel - 1);
        var padded = zeros([count, side, side, channels], ScalarType.Float32, images.device);
        padded.narrow(1, before, shape.Side).narrow(2, before, shape.Side).copy_(images);
        var row = side * channels;
        return padded
            .as_strided(
                [count, shape.Side, shape.Side, shape.Kernel, shape.Kernel * channels], [side * row, row, channels, row, 1])
            .reshape(-1, shape.Kernel * shape.Kernel * channels);
    }
}

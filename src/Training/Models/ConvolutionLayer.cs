using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Experiments.Training.Models;

/// <summary>
/// A convolution: each output pixel is a weighted sum of the pixels around its position, with zeros beyond the edge, so
/// that the image keeps its size. The gradient of the weight is a matrix product with the matrix of all pixels'
/// surroundings (Chellapilla, Puri, Simard, 2006). With one input channel, so is the forward pass. The weight is
/// [kernel rows · kernel columns · inputs, outputs]. See docs/adr/0016.
/// </summary>
internal sealed class ConvolutionLayer(LayerShape.Convolution shape, FlatBuffer values, FlatBuffer gradients)
    : WeightedLayer(shape.Name, shape.Kernel * shape.Kernel * shape.Inputs, shape.Outputs, values, gradients)
{
    private readonly int _before = (shape.Kernel - 1) / 2;
    private readonly bool _isOfNumbers = shape.Inputs == 1;
    private Tensor? _input;
    private Tensor? _surroundings;

    protected override long FanOut => (long)shape.Kernel * shape.Kernel * shape.Outputs;

    public override Tensor Forward(Tensor input, Generator? training)
    {
        _input = input;
        if (!_isOfNumbers)
            return Convolve(input, Kernels().permute(3, 2, 0, 1), Bias, _before);
        _surroundings = SurroundingNumbers(input);
        return addmm(Bias, _surroundings.t(), Weight, 1, 1).view(-1, shape.Side, shape.Side, shape.Outputs);
    }

    public override Tensor Backward(Tensor gradient)
    {
        BackwardToParameters(gradient);
        // A pixel contributes to the outputs around it, each of which sees it in the opposite direction.
        return Convolve(gradient, Kernels().flip(0, 1).permute(2, 3, 0, 1), bias: null, shape.Kernel - 1 - _before);
    }

    public override void BackwardToParameters(Tensor gradient)
    {
        var rows = gradient.view(-1, shape.Outputs);
        BiasGradient.copy_(rows.sum(0L));
        if (_isOfNumbers)
        {
            WeightGradient.addmm_(_surroundings!, rows, 0, 1);
            return;
        }

        // One product per example, so that they are distributed over threads. The sum is then over few matrices.
        using var surroundings = Surroundings(_input!);
        var count = gradient.shape[0];
        using var each = surroundings.view(count, -1, Weight.shape[0]).transpose(1, 2)
            .bmm(rows.view(count, -1, shape.Outputs));
        WeightGradient.copy_(each.sum(0L));
    }

    /// <summary>Returns the weight as [kernel rows, kernel columns, inputs, outputs].</summary>
    private Tensor Kernels() => Weight.view(shape.Kernel, shape.Kernel, shape.Inputs, shape.Outputs);

    /// <summary>Convolves images with kernels [outputs, inputs, rows, columns].</summary>
    private Tensor Convolve(Tensor images, Tensor kernels, Tensor? bias, int before)
    {
        var isCentred = 2 * before == shape.Kernel - 1;
        var seen = isCentred ? images : Padded(images, before);
        long margin = isCentred ? before : 0;
        return F.conv2d(seen.permute(0, 3, 1, 2), kernels, bias, padding: [margin, margin]).permute(0, 2, 3, 1)
            .contiguous();
    }

    /// <summary>
    /// Returns the surroundings of each pixel, [batch · rows · columns, kernel rows · kernel columns · channels].
    /// </summary>
    private Tensor Surroundings(Tensor images)
    {
        using var padded = Padded(images, _before);
        var (count, channels, side) = (images.shape[0], images.shape[3], padded.shape[1]);
        var row = side * channels;
        using var view = padded.as_strided(
            [count, shape.Side, shape.Side, shape.Kernel, shape.Kernel * channels],
            [side * row, row, channels, row, 1]);
        return view.reshape(-1, shape.Kernel * shape.Kernel * channels);
    }

    /// <summary>
    /// Returns the transposed surroundings of images with one channel, which copies whole rows of pixels at a time.
    /// </summary>
    private Tensor SurroundingNumbers(Tensor images)
    {
        using var padded = Padded(images, _before);
        var (count, side) = (images.shape[0], padded.shape[1]);
        using var view = padded.as_strided(
            [shape.Kernel, shape.Kernel, count, shape.Side, shape.Side], [side, 1, side * side, side, 1]);
        return view.reshape(shape.Kernel * shape.Kernel, -1);
    }

    /// <summary>
    /// Returns images padded with zeros, of which <paramref name="before"/> rows and columns come first.
    /// </summary>
    private Tensor Padded(Tensor images, int before)
    {
        var side = shape.Side + shape.Kernel - 1;
        var padded = zeros([images.shape[0], side, side, images.shape[3]], ScalarType.Float32, images.device);
        padded.narrow(1, before, shape.Side).narrow(2, before, shape.Side).copy_(images);
        return padded;
    }
}

using static TorchSharp.torch;

namespace Experiments.Training.Models;

/// <summary>
/// Maximum pooling over 2×2 pixels, computed for pairs of rows and then for pairs of columns. A last odd row or column
/// is ignored. The gradient goes to the maximum, or to the first if there are several.
/// </summary>
internal sealed class PoolingLayer : Layer
{
    private long[] _shape = [];
    private Tensor? _isLower;
    private Tensor? _isRight;

    public override Tensor Forward(Tensor input, Generator? training)
    {
        _shape = input.shape;
        var (upper, lower) = Pairs(Even(input), 1);
        var (left, right) = Pairs(maximum(upper, lower), 2);
        if (training is not null)
            (_isLower, _isRight) = (Mask(lower, upper), Mask(right, left));
        return maximum(left, right);
    }

    public override Tensor Backward(Tensor gradient)
    {
        var (rows, columns, channels) = (_shape[1], _shape[2], _shape[3]);
        var halves = Empty(_shape[0], rows / 2, columns / 2 * 2, channels);
        Split(gradient, _isRight!, Pairs(halves, 2));
        var isOdd = rows % 2 + columns % 2 > 0;
        var result = isOdd ? zeros(_shape, ScalarType.Float32, gradient.device) : Empty(_shape);
        Split(halves, _isLower!, Pairs(Even(result), 1));
        return result;

        Tensor Empty(params long[] shape) => empty(shape, ScalarType.Float32, gradient.device);
    }

    /// <summary>Returns the images without a last odd row and column.</summary>
    private static Tensor Even(Tensor images) =>
        images.narrow(1, 0, images.shape[1] / 2 * 2).narrow(2, 0, images.shape[2] / 2 * 2);

    /// <summary>Returns the first and the second element of each pair along a dimension.</summary>
    private static (Tensor First, Tensor Second) Pairs(Tensor images, int dimension) =>
        (images.slice(dimension, 0, images.shape[dimension], 2),
            images.slice(dimension, 1, images.shape[dimension], 2));

    /// <summary>
    /// Returns 1 where the second is greater, else 0. The mask is numeric because numbers are multiplied faster than
    /// booleans.
    /// </summary>
    private static Tensor Mask(Tensor second, Tensor first) => second.gt(first).to(ScalarType.Float32);

    /// <summary>Copies each gradient to one of two tensors as selected by a mask; the other tensor gets 0.</summary>
    private static void Split(Tensor gradient, Tensor isSecond, (Tensor First, Tensor Second) into)
    {
        into.Second.copy_(gradient).mul_(isSecond);
        into.First.copy_(gradient).sub_(into.Second);
    }
}

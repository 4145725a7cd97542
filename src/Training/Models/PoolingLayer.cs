using static TorchSharp.torch;

namespace Experiments.Training.Models;

/// <summary>
/// The greatest of each 2×2 pixels; a last odd row or column is left out. The gradient goes to the greatest, the first
/// where several are.
/// </summary>
internal sealed class PoolingLayer : Layer
{
    private Tensor? _input;
    private Tensor? _output;

    public override Tensor Forward(Tensor input, Generator? training)
    {
        _input = input;
        return _output = maximum(
            maximum(Corner(input, 0, 0), Corner(input, 0, 1)), maximum(Corner(input, 1, 0), Corner(input, 1, 1)));
    }

    public override Tensor Backward(Tensor gradient)
    {
        var result = zeros_like(_input!);
        var open = ones_like(gradient, ScalarType.Bool);
        for (var i = 0; i < 4; i++)
        {
            var greatest = Corner(_input!, i / 2, i % 2).eq(_output!).logical_and_(open);
            Corner(result, i / 2, i % 2).copy_(gradient * greatest);
            open.logical_and_(greatest.logical_not());
        }

        return result;
    }

    /// <summary>One pixel of each 2×2.</summary>
    private static Tensor Corner(Tensor images, int row, int column)
    {
        var (rows, columns) = (images.shape[1] / 2 * 2, images.shape[2] / 2 * 2);
        return images.slice(1, row, rows, 2).slice(2, column, columns, 2);
    }
}

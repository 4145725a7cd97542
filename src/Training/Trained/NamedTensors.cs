using Experiments.Training.Models;
using static TorchSharp.torch;

namespace Experiments.Training.Trained;

/// <summary>Lists the learned tensors of a network in the layout of PyTorch's modules.</summary>
internal static class NamedTensors
{
    /// <summary>Returns the tensors, first layer to last.</summary>
    public static IEnumerable<NamedTensor> List(Network network)
    {
        LayerShape.Reshape? before = null;
        foreach (var (shape, layer) in network.Shape.Layers().Zip(network.Layers))
        {
            switch (shape, layer)
            {
                case (LayerShape.Reshape reshape, _):
                    before = reshape;
                    break;
                case (LayerShape.Convolution convolution, ConvolutionLayer conv):
                    var (kernel, inputs) = (convolution.Kernel, convolution.Inputs);
                    yield return new(
                        $"{conv.Name}.weight", conv.Weight.view(kernel, kernel, inputs, -1).permute(3, 2, 0, 1));
                    yield return new($"{conv.Name}.bias", conv.Bias);
                    break;
                case (_, LinearLayer linear):
                    yield return new($"{linear.Name}.weight", OutputsFirst(linear.Weight, before));
                    yield return new($"{linear.Name}.bias", linear.Bias);
                    before = null;
                    break;
                case (_, BatchNormLayer norm):
                    yield return new($"{norm.Name}.weight", norm.Scale);
                    yield return new($"{norm.Name}.bias", norm.Shift);
                    yield return new($"{norm.Name}.running_mean", norm.Mean);
                    yield return new($"{norm.Name}.running_var", norm.Variance);
                    break;
            }
        }
    }

    /// <summary>
    /// Returns the weight as [outputs, inputs]. Inputs that come from an image are reordered from channels last to
    /// channels first.
    /// </summary>
    private static Tensor OutputsFirst(Tensor weight, LayerShape.Reshape? before) =>
        before is { From: [var rows, var columns, var channels] }
            ? weight.view(rows, columns, channels, -1).permute(3, 2, 0, 1).reshape(weight.shape[1], -1)
            : weight.t();
}

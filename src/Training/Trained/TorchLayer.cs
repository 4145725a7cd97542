using Experiments.Training.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Experiments.Training.Trained;

/// <summary>A layer as PyTorch and TorchSharp define it.</summary>
/// <param name="Name">The layer's name within a <c>Sequential</c>.</param>
/// <param name="Python">The PyTorch expression that creates the layer.</param>
/// <param name="CSharp">The TorchSharp expression that creates the layer.</param>
/// <param name="Make">Creates the layer.</param>
internal sealed record TorchLayer(string Name, string Python, string CSharp, Func<nn.Module<Tensor, Tensor>> Make)
{
    /// <summary>
    /// Returns the layers of a network, first to last. Its input is [images, 1, rows, columns]; a perceptron also
    /// accepts [images, pixels].
    /// </summary>
    public static IReadOnlyList<TorchLayer> List(NetworkShape shape)
    {
        var layers = new List<TorchLayer>();
        if (shape.Channels.IsEmpty) layers.Add(Flatten());
        var above = "";
        foreach (var layer in shape.Layers())
        {
            if (layer is LayerShape.Reshape { To: [_] }) layers.Add(Flatten());
            if (layer is LayerShape.Convolution conv) above = conv.Name;
            if (layer is LayerShape.Linear linear) above = linear.Name;
            if (List(layer, above) is { } found) layers.Add(found);
        }

        return layers;
    }

    private static TorchLayer Flatten() => new("flatten", "nn.Flatten()", "nn.Flatten()", () => nn.Flatten());

    private static TorchLayer? List(LayerShape layer, string above) => layer switch
    {
        LayerShape.Convolution conv => new(
            conv.Name,
            $"nn.Conv2d({conv.Inputs}, {conv.Outputs}, {conv.Kernel}, padding=\"same\")",
            $"nn.Conv2d({conv.Inputs}, {conv.Outputs}, {conv.Kernel}, padding: Padding.Same)",
            () => nn.Conv2d(conv.Inputs, conv.Outputs, conv.Kernel, padding: Padding.Same)),
        LayerShape.Linear linear => new(
            linear.Name, $"nn.Linear({linear.Inputs}, {linear.Outputs})",
            $"nn.Linear({linear.Inputs}, {linear.Outputs})",
            () => nn.Linear(linear.Inputs, linear.Outputs)),
        LayerShape.Normalisation norm when above.StartsWith("conv", StringComparison.Ordinal) => new(
            norm.Name, $"nn.BatchNorm2d({norm.Width})", $"nn.BatchNorm2d({norm.Width})",
            () => nn.BatchNorm2d(norm.Width)),
        LayerShape.Normalisation norm => new(
            norm.Name, $"nn.BatchNorm1d({norm.Width})", $"nn.BatchNorm1d({norm.Width})",
            () => nn.BatchNorm1d(norm.Width)),
        LayerShape.NonLinearity { Kind: var kind } => OfActivation(kind, $"{above}_activation"),
        LayerShape.Pooling => new($"{above}_pool", "nn.MaxPool2d(2)", "nn.MaxPool2d(2)", () => nn.MaxPool2d(2)),
        LayerShape.Dropping drop => new(
            $"{above}_dropout", FormattableString.Invariant($"nn.Dropout({drop.Share})"),
            FormattableString.Invariant($"nn.Dropout({drop.Share})"), () => nn.Dropout(drop.Share)),
        _ => null,
    };

    private static TorchLayer OfActivation(Activation kind, string name) => kind switch
    {
        Activation.Relu => new(name, "nn.ReLU()", "nn.ReLU()", () => nn.ReLU()),
        Activation.Sigmoid => new(name, "nn.Sigmoid()", "nn.Sigmoid()", () => nn.Sigmoid()),
        Activation.Tanh => new(name, "nn.Tanh()", "nn.Tanh()", () => nn.Tanh()),
        Activation.Gelu => new(name, "nn.GELU()", "nn.GELU()", () => nn.GELU()),
        _ => new(name, "nn.LeakyReLU(0.01)", "nn.LeakyReLU(0.01)", () => nn.LeakyReLU(0.01)),
    };
}

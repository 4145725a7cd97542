using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Experiments.Training.Bench;

/// <summary>
/// The network of <see cref="PlainLoop.Cnn"/> with pooling before the activation and, from the first convolution on,
/// channels last in memory: the same function, in the order that the workload <c>cnn</c> computes it.
/// </summary>
internal sealed class ChannelsLastCnn : Module<Tensor, Tensor>
{
    private readonly Conv2d _conv1 = Conv2d(1, 16, 3, padding: 1);
    private readonly Conv2d _conv2 = Conv2d(16, 32, 3, padding: 1);
    private readonly Linear _hidden = Linear(1568, 128);
    private readonly Dropout _dropout = Dropout(0.2);
    private readonly Linear _scores = Linear(128, 10);

    public ChannelsLastCnn() : base("cnn") => RegisterComponents();

    public override Tensor forward(Tensor input)
    {
        var channelsLast = _conv1.call(input).permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        var first = functional.max_pool2d(channelsLast, 2).relu();
        var second = functional.max_pool2d(_conv2.call(first), 2).relu();
        return _scores.call(_dropout.call(_hidden.call(second.flatten(1)).relu()));
    }
}

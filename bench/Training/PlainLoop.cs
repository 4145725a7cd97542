using System.Diagnostics;
using Experiments.Training.Datasets;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Experiments.Training.Bench;

/// <summary>
/// The loop of the TorchSharp and PyTorch tutorials: modules, autograd, an optimizer of the library.
/// </summary>
internal static class PlainLoop
{
    private const int BatchSize = 64;

    public static double SamplesPerSecond(ImageSet data, bool convolutions)
    {
        using var all = NewDisposeScope();
        using var model = convolutions ? Cnn() : Mlp();
        using var optimizer = optim.Adam(model.parameters(), 0.001);
        model.train();
        var began = Stopwatch.GetTimestamp();
        var order = randperm(data.Count);
        var (lossSum, right) = (tensor(0.0), tensor(0L));
        for (long start = 0; start < data.Count; start += BatchSize)
        {
            using var scope = NewDisposeScope();
            var chosen = order.narrow(0, start, Math.Min(BatchSize, data.Count - start));
            var labels = data.Labels.index_select(0, chosen);
            optimizer.zero_grad();
            var images = data.Images.index_select(0, chosen);
            var scores = model.call(convolutions ? images.view(-1, 1, 28, 28) : images);
            var loss = functional.cross_entropy(scores, labels);
            loss.backward();
            optimizer.step();
            using var noGradient = no_grad();
            lossSum.add_(loss.detach());
            right.add_(scores.argmax(1).eq(labels).sum());
        }

        return data.Count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    public static Module<Tensor, Tensor> Mlp() => Sequential(Linear(784, 128), ReLU(), Dropout(0.2), Linear(128, 10));

    public static Module<Tensor, Tensor> Cnn() => Sequential(
        Conv2d(1, 16, 3, padding: 1), ReLU(), MaxPool2d(2),
        Conv2d(16, 32, 3, padding: 1), ReLU(), MaxPool2d(2),
        Flatten(), Linear(1568, 128), ReLU(), Dropout(0.2), Linear(128, 10));
}

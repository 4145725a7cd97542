using Experiments.Contracts.Metrics;
using Experiments.Training.Datasets;
using Experiments.Training.Models;
using Experiments.Training.Tests.Support;
using Experiments.Training.Trained;

namespace Experiments.Training.Tests.Trained;

public sealed class InsightTests
{
    [Fact]
    public async Task Confusion_OfTheTestSet_AgreesWithTheTrialsTestAccuracyAndWithSingleImages()
    {
        var data = await Trials.Library.LoadAsync("digits", new Progress<string>(), CancellationToken.None);
        var host = await Trials.TrainAsync(Trials.SmallMlp(), interrupted: CancellationToken.None);
        using var network = TrainedNetwork.Open(host.Checkpoints[^1].Data.Span);

        var confusion = network.Confusion(data.Test("cpu"));

        confusion.Accuracy.ShouldBe(host.Last(MetricNames.TestAccuracy), 1e-9);
        confusion.Counts.Sum().ShouldBe(data.Test("cpu").Count);
        var (label, takenFor, count) = confusion.Confusions().First();
        var examples = Enumerable.Range(0, (int)data.Test("cpu").Count)
            .Select(i => Examples.At(data, data.Test("cpu"), i)).Where(example => example.Label == label);
        examples.Count(example => network.Classify(example.Pixels) is var found
            && found.IndexOf(found.Max()) == takenFor).ShouldBe((int)count);
    }

    [Theory]
    [InlineData(Activation.Sigmoid, 0.5, 0.25)]
    [InlineData(Activation.Tanh, 0, 1)]
    [InlineData(Activation.Gelu, 0, 0.5)]
    public void Curve_AtZero_HasTheValueAndSlopeOfTheTextbook(Activation kind, double value, double slope)
    {
        var middle = ActivationCurve.Tabulate(kind).Points[120];

        middle.X.ShouldBe(0, 1e-6);
        middle.Value.ShouldBe(value, 1e-6);
        middle.Slope.ShouldBe(slope, 1e-6);
    }

    [Fact]
    public void Curve_OfEachKind_HasTheSlopeOfItsOwnValues()
    {
        foreach (var kind in Enum.GetValues<Activation>())
        {
            var points = ActivationCurve.Tabulate(kind).Points;
            for (var i = 1; i < points.Length - 1; i++)
            {
                // A corner has no slope.
                if (Math.Abs(points[i].X) < 0.06 && kind is Activation.Relu or Activation.LeakyRelu) continue;
                var slope = (points[i + 1].Value - points[i - 1].Value) / (points[i + 1].X - points[i - 1].X);
                points[i].Slope.ShouldBe(slope, 2e-3, $"{kind} at {points[i].X}");
            }
        }
    }

    [Theory]
    [InlineData("mlp", "fc1", 28, 16)]
    [InlineData("cnn", "conv1", 3, 3)]
    public async Task WeightImages_OfTheFirstLayer_AreItsWeights(string workload, string layer, int side, int least)
    {
        var host = await Trials.TrainAsync(
            workload == "mlp" ? Trials.SmallMlp() : Trials.SmallCnn(), interrupted: CancellationToken.None);
        using var network = TrainedNetwork.Open(host.Checkpoints[^1].Data.Span);

        var images = WeightImages.Extract(network);

        (images.Layer, images.Side).ShouldBe((layer, side));
        images.Images.Length.ShouldBeGreaterThanOrEqualTo(least);
        var weight = network.Tensors()[0].Tensor;
        images.Images[1][side + 2].ShouldBe(weight.view(weight.shape[0], side, side)[1, 1, 2].item<float>());
    }

    [Fact]
    public async Task Examples_OfEachClass_TakeTurnsAndAreWhatTheFileHas()
    {
        var data = await Trials.Library.LoadAsync("digits", new Progress<string>(), CancellationToken.None);
        using var all = data.Train(null, "cpu");

        var examples = Examples.OfEachClass(data, all, 25);

        examples.Select(example => example.Label).ShouldBe(Enumerable.Range(0, 25).Select(i => i % 10));
        examples.SelectMany(example => example.Pixels).ShouldAllBe(pixel => pixel >= 0 && pixel <= 1);
        // Brightness is back to whole bytes.
        examples[3].Pixels.Select(pixel => pixel * 255)
            .ShouldAllBe(pixel => Math.Abs(pixel - Math.Round(pixel)) < 1e-3);
    }
}

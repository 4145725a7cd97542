using System.Collections.Immutable;
using Experiments.Contracts.Metrics;
using Experiments.Training.Health;
using Experiments.Training.Trained;

namespace Experiments.Training.Workloads;

/// <summary>The metrics that are reported while a classifier is trained.</summary>
internal static class EpochMetrics
{
    /// <summary>Returns the metrics of the epoch that <paramref name="trainer"/> has just completed.</summary>
    public static IEnumerable<KeyValuePair<string, double>> List(
        ClassifierTrainer trainer, Score validation, double validationSeconds, ImmutableArray<LayerGradients> gradients,
        ImmutableArray<(string Layer, LayerHealth Health)> health)
    {
        var progress = trainer.Progress;
        var seconds = progress.Seconds + validationSeconds;
        return
        [
            new(MetricNames.TrainLoss, progress.Loss / progress.Examples),
            new(MetricNames.TrainAccuracy, (double)progress.Right / progress.Examples),
            new(MetricNames.ValLoss, validation.Loss),
            new(MetricNames.ValAccuracy, validation.Accuracy),
            new(MetricNames.LearningRate, trainer.LearningRate),
            new(MetricNames.EpochSeconds, seconds),
            new(MetricNames.SamplesPerSecond, progress.Examples / seconds),
            .. GradientMetrics.From(gradients, health),
        ];
    }

    /// <summary>Returns the metrics of the test set. Classes without examples are omitted.</summary>
    public static IEnumerable<KeyValuePair<string, double>> OfTest(ConfusionMatrix test) =>
    [
        new(MetricNames.TestAccuracy, test.Accuracy),
        .. from shown in Enumerable.Range(0, test.Classes)
           let accuracy = test.AccuracyOf(shown)
           where !double.IsNaN(accuracy)
           select KeyValuePair.Create($"{MetricNames.TestAccuracyOfClass}{shown}", accuracy),
    ];
}

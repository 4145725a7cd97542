using System.Collections.Immutable;
using Experiments.Contracts.Metrics;

namespace Experiments.Training.Health;

/// <summary>The metrics that are reported about gradients.</summary>
internal static class GradientMetrics
{
    /// <summary>Returns the statistics of each layer, then the health of each layer.</summary>
    public static IEnumerable<KeyValuePair<string, double>> From(
        ImmutableArray<LayerGradients> gradients, ImmutableArray<(string Layer, LayerHealth Health)> health) =>
    [
        .. gradients.SelectMany(From),
        .. health.Select(layer => KeyValuePair.Create(MetricNames.Health + layer.Layer, (double)layer.Health)),
    ];

    private static IEnumerable<KeyValuePair<string, double>> From(LayerGradients layer)
    {
        yield return new(MetricNames.GradientMean + layer.Layer, layer.Mean);
        yield return new(MetricNames.GradientDeviation + layer.Layer, layer.Deviation);
        yield return new(MetricNames.GradientNorm + layer.Layer, layer.Norm);
        if (layer.DeadShare is { } dead)
            yield return new(MetricNames.DeadRelu + layer.Layer, dead);
    }
}

using System.Globalization;

namespace Experiments.Contracts.Metrics;

/// <summary>Describes the health of layers as a message for people.</summary>
public static class Diagnosis
{
    /// <summary>
    /// Returns a message such as <c>vanishing at fc1, fc2 (sigmoid)</c>, with several findings joined by a semicolon,
    /// or null if all layers are healthy.
    /// </summary>
    /// <param name="layers">The layers, first to last, and their health.</param>
    /// <param name="activation">The network's activation function, or null if unknown.</param>
    public static string? Find(IEnumerable<(string Layer, LayerHealth Health)> layers, string? activation)
    {
        var findings = layers.Where(layer => layer.Health != LayerHealth.Healthy)
            .GroupBy(layer => layer.Health, layer => layer.Layer)
            .Select(found => $"{Words(found.Key)} at {string.Join(", ", found)}{Why(found.Key, activation)}");
        var text = string.Join("; ", findings);
        return text.Length > 0 ? text : null;
    }

    /// <summary>Returns that message from the newest metrics of a trial, keyed by name.</summary>
    public static string? Find(IReadOnlyDictionary<string, double> metrics, string? activation) =>
        Find(LayersOf(metrics), activation);

    /// <summary>Returns the layers, first to last, and their health from the newest metrics of a trial.</summary>
    public static IEnumerable<(string Layer, LayerHealth Health)> LayersOf(
        IReadOnlyDictionary<string, double> metrics) =>
        from metric in metrics
        where metric.Key.StartsWith(MetricNames.Health, StringComparison.Ordinal)
        let layer = metric.Key[MetricNames.Health.Length..]
        orderby layer.StartsWith("conv", StringComparison.Ordinal) ? 0 : 1, Number(layer)
        select (layer, (LayerHealth)(int)metric.Value);

    private static int Number(string layer) =>
        int.TryParse(layer.AsSpan().TrimStart("convfc"), CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string Words(LayerHealth health) => health switch
    {
        LayerHealth.Vanishing => "vanishing",
        LayerHealth.Exploding => "exploding",
        LayerHealth.DeadRelu => "dead ReLUs",
        _ => "not finite",
    };

    private static string Why(LayerHealth health, string? activation) =>
        activation is not null && health is LayerHealth.Vanishing or LayerHealth.Exploding ? $" ({activation})" : "";
}

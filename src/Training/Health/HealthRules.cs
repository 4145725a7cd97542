using System.Collections.Immutable;
using Experiments.Contracts.Metrics;

namespace Experiments.Training.Health;

/// <summary>
/// Judges the health of gradients. Gradients should have about the same size in each layer (Glorot, Bengio, 2010). If
/// they shrink by a factor per layer, the first layers do not learn while the last one does. Gradients are compared
/// with those of the last layer, so that a converged network, whose gradients are all small, is not mistaken for one
/// that cannot learn.
/// </summary>
internal static class HealthRules
{
    /// <summary>
    /// The standard deviation below which a gradient counts as vanishing, as a share of the last layer's.
    /// </summary>
    public const double Vanishing = 1e-3;

    /// <summary>The standard deviation above which a gradient counts as exploding.</summary>
    public const double Exploding = 10;

    /// <summary>The share of dead units from which a layer counts as dead.</summary>
    public const double Dead = 0.5;

    /// <summary>Returns the health of each layer, in the same order.</summary>
    public static ImmutableArray<(string Layer, LayerHealth Health)> Judge(ImmutableArray<LayerGradients> layers) =>
        [.. layers.Select(layer => (layer.Layer, Judge(layer, layers[^1])))];

    private static LayerHealth Judge(LayerGradients layer, LayerGradients last) => layer switch
    {
        _ when !double.IsFinite(layer.Deviation) => LayerHealth.NotFinite,
        { Deviation: > Exploding } => LayerHealth.Exploding,
        { DeadShare: >= Dead } => LayerHealth.DeadRelu,
        _ when layer.Deviation < Vanishing * last.Deviation => LayerHealth.Vanishing,
        _ => LayerHealth.Healthy,
    };
}

using System.Collections.Immutable;
using Experiments.Contracts.Metrics;

namespace Experiments.Training.Health;

/// <summary>
/// Says what is wrong with gradients. They should be about as large in each layer (Glorot, Bengio, 2010); where they shrink
/// by a factor per layer, the first ones stand still while the last one learns. Measured against the last layer, a network
/// that has converged, whose gradients are all small, is not mistaken for one that cannot learn.
/// </summary>
internal static class HealthRules
{
    /// <summary>Deviation beneath which a gradient vanishes, as a share of the last layer's.</summary>
    public const double Vanishing = 1e-3;

    /// <summary>Deviation above which a gradient explodes.</summary>
    public const double Exploding = 10;

    /// <summary>Share of dead units that is too many.</summary>
    public const double Dead = 0.5;

    /// <summary>The health of each layer, in the same order.</summary>
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

namespace Experiments.Contracts.Metrics;

/// <summary>
/// How the gradient of a layer is, as metric <c>health/LAYER</c> of an epoch says. The numbers are stored and never change.
/// </summary>
public enum LayerHealth
{
    /// <summary>Nothing strikes.</summary>
    Healthy = 0,

    /// <summary>Its deviation is less than a thousandth of the last layer's: the layer hardly learns.</summary>
    Vanishing = 1,

    /// <summary>Its deviation is above 10: steps will be far too long.</summary>
    Exploding = 2,

    /// <summary>Half of the layer's units or more gave 0 for every example that was looked at.</summary>
    DeadRelu = 3,

    /// <summary>It is not a number, or infinite.</summary>
    NotFinite = 4,
}

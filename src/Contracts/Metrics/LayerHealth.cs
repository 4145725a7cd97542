namespace Experiments.Contracts.Metrics;

/// <summary>
/// The state of a layer's gradient, which metric <c>health/LAYER</c> reports for an epoch. The numbers are stored and
/// never change.
/// </summary>
public enum LayerHealth
{
    /// <summary>Nothing unusual.</summary>
    Healthy = 0,

    /// <summary>
    /// Its standard deviation is less than a thousandth of the last layer's: the layer barely learns.
    /// </summary>
    Vanishing = 1,

    /// <summary>Its standard deviation is above 10: steps will be far too long.</summary>
    Exploding = 2,

    /// <summary>At least half of the layer's units gave 0 for every example examined.</summary>
    DeadRelu = 3,

    /// <summary>It is NaN or infinite.</summary>
    NotFinite = 4,
}

namespace Experiments.Training.Models;

/// <summary>The non-linearities between layers.</summary>
public enum Activation
{
    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>1 / (1 + e^−x).</summary>
    Sigmoid,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>x Φ(x), with the exact normal distribution function (Hendrycks, Gimpel, 2016).</summary>
    Gelu,

    /// <summary>x above 0, 0.01 x below.</summary>
    LeakyRelu,
}

namespace Experiments.Search.Methods.Gp;

/// <summary>The hyperparameters of a Gaussian process.</summary>
/// <param name="Scales">For each axis, 1 / ℓ² of its length-scale ℓ.</param>
/// <param name="Noise">The variance of the noise, in units of that of the process.</param>
internal sealed record Hyperparameters(double[] Scales, double Noise);

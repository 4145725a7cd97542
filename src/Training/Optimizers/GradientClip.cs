using static TorchSharp.torch;

namespace Experiments.Training.Optimizers;

/// <summary>Clips the gradient by its total norm, which preserves its direction (Pascanu et al., 2013).</summary>
internal static class GradientClip
{
    /// <summary>Scales the gradient so that its norm is at most <paramref name="longest"/>.</summary>
    /// <param name="gradient">The gradient of all parameters, [parameters].</param>
    /// <param name="longest">The maximum norm, &gt; 0.</param>
    public static void Apply(Tensor gradient, double longest) =>
        // The quotient stays on the device. Adding 1e-6 avoids NaN for a gradient of 0.
        gradient.mul_(
            gradient.norm().add_(Scalars.Keep(1e-6), Scalars.One).reciprocal_().mul_(Scalars.Keep(longest))
                .clamp_(max: Scalars.Keep(1)));
}

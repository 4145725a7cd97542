using static TorchSharp.torch;

namespace Experiments.Training.Optimizers;

/// <summary>Shortens a gradient that is too long, as a whole, so that its direction stays (Pascanu et al., 2013).</summary>
internal static class GradientClip
{
    /// <summary>Scales the gradient to at most this length.</summary>
    /// <param name="gradient">All of it, [parameters].</param>
    /// <param name="longest">&gt; 0.</param>
    public static void Apply(Tensor gradient, double longest) =>
        // The quotient stays on the device; 1e-6 keeps a gradient of 0 from becoming no number.
        gradient.mul_(gradient.norm().add_(Scalars.Keep(1e-6), Scalars.One).reciprocal_().mul_(Scalars.Keep(longest)).clamp_(max: Scalars.Keep(1)));
}

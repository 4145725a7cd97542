using static TorchSharp.torch;

namespace Experiments.Training.Initialization;

/// <summary>A way to draw weights before training. A closed set of cases.</summary>
internal abstract record WeightInitialization
{
    private WeightInitialization() { }

    /// <summary>
    /// Variance 2 / inputs, as derived for rectifiers (He et al., 2015). Uniform or normal distribution.
    /// </summary>
    public sealed record Kaiming(bool Uniform) : WeightInitialization;

    /// <summary>
    /// Variance 2 / (inputs + outputs of an input) (Glorot, Bengio, 2010). Uniform or normal distribution.
    /// </summary>
    public sealed record Xavier(bool Uniform) : WeightInitialization;

    /// <summary>Normal distribution with standard deviation 0.01, independent of the width.</summary>
    public sealed record Normal : WeightInitialization;

    /// <summary>Returns the initialization that a sweep file calls <paramref name="name"/>.</summary>
    public static WeightInitialization Named(string name) => name switch
    {
        "kaiming_uniform" => new Kaiming(Uniform: true),
        "kaiming_normal" => new Kaiming(Uniform: false),
        "xavier_uniform" => new Xavier(Uniform: true),
        "xavier_normal" => new Xavier(Uniform: false),
        "normal" => new Normal(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not an initialization."),
    };

    /// <summary>
    /// Draws weights [inputs, outputs] on the CPU, so that every device starts from the same weights.
    /// </summary>
    /// <param name="inputs">The number of inputs of each output.</param>
    /// <param name="outputs">The number of outputs that have weights of their own.</param>
    /// <param name="fanOut">
    /// The number of outputs that each input contributes to. It is larger than <paramref name="outputs"/> if several
    /// positions share weights.
    /// </param>
    /// <param name="generator">The trial's own generator.</param>
    public Tensor Draw(long inputs, long outputs, long fanOut, Generator generator)
    {
        var (deviation, uniform) = this switch
        {
            Kaiming kaiming => (Math.Sqrt(2.0 / inputs), kaiming.Uniform),
            Xavier xavier => (Math.Sqrt(2.0 / (inputs + fanOut)), xavier.Uniform),
            _ => (0.01, false),
        };
        var weights = empty(inputs, outputs, ScalarType.Float32, CPU);
        var bound = deviation * Math.Sqrt(3);
        return uniform ? weights.uniform_(-bound, bound, generator) : weights.normal_(0, deviation, generator);
    }
}

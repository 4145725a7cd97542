using Experiments.Search.Spaces;

namespace Experiments.Search.Tests.Explaining;

/// <summary>A parameter of a made-up sweep, with its true effect on the objective.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Weight">The deviation of its effect over the space; 0 if it has none.</param>
/// <param name="Optimum">The best place in [0, 1], or outside if the best is beyond a bound.</param>
/// <param name="Power">The power of the distance from it.</param>
/// <param name="Offsets">The effect of each category, if it has categories without an order.</param>
internal sealed record KnownEffect(
    Parameter Parameter, double Weight, double Optimum, double Power, double[] Offsets)
{
    public bool Matters => Weight > 0;

    public bool IsAtEdge => Matters && Optimum is < 0 or > 1;

    /// <summary>Returns the place of a value in [0, 1]; categories have that of their order.</summary>
    public double PlaceOf(ParameterValue value) => Parameter.Distribution switch
    {
        Distribution.Categorical d => (d.Values.IndexOf(value) + 0.5) / d.Values.Length,
        Distribution.LogUniform d => Math.Log(value.ToReal()!.Value / d.Min) / Math.Log(d.Max / d.Min),
        Distribution.Uniform d => (value.ToReal()!.Value - d.Min) / (d.Max - d.Min),
        Distribution.IntUniform d => (value.ToReal()!.Value - d.Min + 0.5) / (d.Max - d.Min + 1),
        _ => throw new NotSupportedException(),
    };

    /// <summary>Returns the effect of a value, of which lower is better.</summary>
    public double Of(ParameterValue value) => !Matters ? 0 : Weight * Raw(PlaceOf(value)) / Deviation();

    private double Raw(double place) => Offsets.Length > 0
        ? Offsets[Math.Min((int)(place * Offsets.Length), Offsets.Length - 1)]
        : Math.Pow(Math.Abs(place - Optimum), Power);

    private double Deviation()
    {
        var effects = Enumerable.Range(0, 200).Select(at => Raw((at + 0.5) / 200)).ToList();
        var mean = effects.Average();
        return Math.Sqrt(effects.Average(effect => (effect - mean) * (effect - mean)));
    }
}

using Experiments.Search.Numerics;
using Experiments.Search.Randomness;

namespace Experiments.Search.Methods.Gp;

/// <summary>
/// The box in which a proposal is searched: the whole space, or a box around one trial that is longer along parameters
/// with longer length-scales. Source: Eriksson, Pearce, Gardner, Turner and Poloczek, <i>Scalable global optimization
/// via local Bayesian optimization</i> (TuRBO), NeurIPS 2019. There the size of the box follows successes and
/// failures; here it is drawn for each proposal, so that it depends on nothing but the trial's number.
/// </summary>
internal sealed class TrustRegion
{
    // Sides are drawn from LongestSide down to a twentieth of it.
    private const double LongestSide = 0.8;
    private const double LogOfSmallest = -3;
    private const double NewCategory = 0.1;

    private TrustRegion(double[]? centre, double[] low, double[] high) => (Centre, Low, High) = (centre, low, high);

    /// <summary>The point in the middle, or null if the region is the whole space.</summary>
    public double[]? Centre { get; }

    /// <summary>The lower bound along each axis; of no meaning for a category.</summary>
    public double[] Low { get; }

    /// <summary>The upper bound along each axis; of no meaning for a category.</summary>
    public double[] High { get; }

    /// <summary>Returns the whole space.</summary>
    public static TrustRegion Everywhere(int axes) =>
        new(null, new double[axes], [.. Enumerable.Repeat(1.0, axes)]);

    /// <summary>Returns a box around a point, of a size drawn for the trial.</summary>
    public static TrustRegion Around(
        double[] centre, GpAxes axes, Hyperparameters parameters, long seed, int trial)
    {
        var side = LongestSide
            * PortableMath.Exp(LogOfSmallest * CounterRandom.Candidate(seed, trial, 0, "gp/trust-region"));
        // ℓ is the square root of 1 / scale; only how the length-scales compare with their geometric mean counts.
        var lengths = parameters.Scales.Select(scale => -PortableMath.Log(scale) / 2).ToArray();
        var mean = lengths.Average();
        var sides = lengths.Select(length => side * PortableMath.Exp(length - mean)).ToArray();
        return new(
            centre,
            [.. centre.Select((at, i) => axes.All[i].IsCategorical ? 0 : Math.Max(0, at - sides[i] / 2))],
            [.. centre.Select((at, i) => axes.All[i].IsCategorical ? 1 : Math.Min(1, at + sides[i] / 2))]);
    }

    /// <summary>
    /// Returns the coordinate at a position in [0, 1]; a category is mostly that of the middle.
    /// </summary>
    public double Drawn(Axis axis, int index, double place) => Centre is null ? axis.Drawn(place)
        : !axis.IsCategorical ? Low[index] + place * (High[index] - Low[index])
        : place < NewCategory ? axis.Drawn(place / NewCategory)
        : Centre[index];
}

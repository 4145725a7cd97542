using System.Collections.Immutable;
using Experiments.Search.Numerics;
using Experiments.Search.Specs;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Methods.Gp;

/// <summary>
/// What a Gaussian process expects of one limit: how probable it is that a trial keeps it (Gardner, Kusner, Xu,
/// Weinberger and Cunningham, <i>Bayesian optimization with inequality constraints</i>, ICML 2014). It learns from all
/// trials whose value is known, those outside included.
/// </summary>
/// <remarks>
/// The distance to the limit is modelled on a scale that is finest near the limit (the bilog of Eriksson and Poloczek,
/// <i>Scalable constrained Bayesian optimization</i>, AISTATS 2021), so that values far away have no influence on it. A
/// lower and an upper limit of one metric are two models.
/// </remarks>
/// <param name="posterior">The process.</param>
/// <param name="threshold">The limit, in the units of the process; what is below keeps it.</param>
internal sealed class ConstraintModel(Posterior posterior, double threshold)
{
    /// <summary>
    /// Returns the model of each limit about which something can be learned: of which some trials have another value
    /// than the others.
    /// </summary>
    /// <param name="spec">The search.</param>
    /// <param name="axes">The coordinates of points.</param>
    /// <param name="trials">The trials that have ended, best first.</param>
    /// <param name="points">Their points, and then those of the open trials.</param>
    public static IEnumerable<ConstraintModel> Fit(
        SearchSpec spec, GpAxes axes, ImmutableArray<Observation> trials, double[][] points)
    {
        foreach (var (index, constraint) in (spec.Constraints ?? []).Index())
        {
            var known = Enumerable.Range(0, trials.Length)
                .Where(trial => trials[trial].Outcomes?.Items.ElementAtOrDefault(index) is { } value
                    && double.IsFinite(value)).ToArray();
            double[] values = [.. known.Select(trial => trials[trial].Outcomes!.Items[index]!.Value)];
            double[][] ordered = [.. known.Select(trial => points[trial]),
                .. Enumerable.Range(0, points.Length).Except(known).Select(trial => points[trial])];
            if (constraint.Max is { } most
                && TryFit(spec, axes, ordered, [.. values.Select(value => value - most)]) is { } below)
                yield return below;
            if (constraint.Min is { } least
                && TryFit(spec, axes, ordered, [.. values.Select(value => least - value)]) is { } above)
                yield return above;
        }
    }

    /// <summary>
    /// Returns the logarithm of the probability that a trial at a point keeps the limit. If <paramref name="gradient"/>
    /// is given, the derivative is added to it.
    /// </summary>
    public double LogProbability(double[] at, double[]? gradient = null)
    {
        var own = gradient is null ? null : new double[gradient.Length];
        var value = posterior.LogProbabilityBelow(threshold, at, own);
        for (var i = 0; i < own?.Length; i++) gradient![i] += own[i];
        return value;
    }

    private static ConstraintModel? TryFit(SearchSpec spec, GpAxes axes, double[][] points, double[] excess)
    {
        if (excess.Length < 2) return null;
        var scale = excess.Select(Math.Abs).Order().ElementAt(excess.Length / 2);
        double[] near = [.. excess.Select(distance => Bilog(distance / (scale > 0 ? scale : 1)))];
        var mean = near.Average();
        var deviation = Math.Sqrt(near.Average(distance => (distance - mean) * (distance - mean)));
        if (!(deviation > 1e-12)) return null;
        double[] targets = [.. near.Select(distance => (distance - mean) / deviation)];
        var parameters = Gp.Fit.FindHyperparameters(axes, points[..targets.Length], targets, spec.Version);
        return Posterior.TryCompute(axes, parameters, points, targets) is { } posterior
            ? new(posterior, -mean / deviation)
            : null;
    }

    private static double Bilog(double value) => Math.Sign(value) * PortableMath.Log(1 + Math.Abs(value));
}

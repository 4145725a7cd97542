using System.Collections.Immutable;

namespace Experiments.Search.Methods.Gp;

/// <summary>
/// How promising a point is: the logarithm of the expected improvement on the best trial, times the probability that
/// all limits are kept. As long as no trial keeps them, only that probability counts.
/// </summary>
internal sealed class Utility
{
    private const int MostCentres = 4;

    private readonly Posterior _posterior;
    private readonly ImmutableArray<ConstraintModel> _limits;
    private readonly double? _best;

    /// <summary>Creates the utility in a search without limits.</summary>
    /// <param name="posterior">What is expected of the objective.</param>
    /// <param name="tried">The points that were or are being tried.</param>
    public Utility(Posterior posterior, double[][] tried)
    {
        (_posterior, _limits) = (posterior, []);
        var means = tried.Select(posterior.Mean).ToArray();
        // The best expected target, since the best observed one may have been luck.
        _best = means.Min();
        Centres = [.. means.Index().OrderBy(mean => mean.Item).Take(MostCentres).Select(mean => tried[mean.Index])];
    }

    /// <summary>Creates the utility in a search with limits.</summary>
    /// <param name="posterior">What is expected of the objective.</param>
    /// <param name="limits">What is expected of the limits.</param>
    /// <param name="ranked">The points of trials that have ended, best first.</param>
    /// <param name="feasible">How many of them keep all limits.</param>
    public Utility(
        Posterior posterior, ImmutableArray<ConstraintModel> limits, ReadOnlySpan<double[]> ranked, int feasible)
    {
        (_posterior, _limits) = (posterior, limits);
        var keeping = ranked[..feasible].ToArray();
        if (feasible > 0) _best = keeping.Min(posterior.Mean);
        Centres =
        [
            .. keeping.OrderBy(posterior.Mean).Concat(ranked[feasible..].ToArray()).Take(MostCentres),
        ];
    }

    /// <summary>The points near which a better one may lie.</summary>
    public ImmutableArray<double[]> Centres { get; }

    /// <summary>
    /// Returns the utility of a point. If <paramref name="gradient"/> is given, it receives the derivative with respect
    /// to each number, and 0 for each category.
    /// </summary>
    public double Of(double[] at, double[]? gradient = null)
    {
        var utility = 0.0;
        if (_best is { } best) utility = _posterior.LogImprovementOn(best, at, gradient);
        else gradient?.AsSpan().Clear();
        foreach (var limit in _limits) utility += limit.LogProbability(at, gradient);
        return utility;
    }
}

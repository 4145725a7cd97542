using System.Numerics;
using Experiments.Search.Methods.Gp.Warps;
using Experiments.Search.Methods.Sobol;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Search.Methods.Gp;

/// <summary>
/// Bayesian optimisation: a Gaussian process models the results so far, and a proposal is the point with the greatest
/// expected improvement. Sources: Jones, Schonlau and Welch, <i>Efficient global optimization of expensive black-box
/// functions</i>, J. Global Optim. 13 (1998); Snoek, Larochelle and Adams, <i>Practical Bayesian optimization of
/// machine learning algorithms</i>, NIPS 2012.
/// </summary>
/// <remarks>
/// The kernel is Matérn's (<see cref="Matern"/>) with a length-scale for each parameter; the length-scale of a category
/// parameter says how far apart its categories are. Trials that run or wait and have reached no rung yet count as if
/// their expected results had been observed (the kriging believer of Ginsbourger, Le Riche and Carraro, 2010). The
/// first trials are points of a Sobol sequence. While several trials are open, every other proposal is searched near
/// the best one only (<see cref="TrustRegion"/>). Limits of other metrics have models of their own
/// (<see cref="ConstraintModel"/>). The cost is bounded: of many trials, the better ones and some of the
/// others are used.
/// </remarks>
internal sealed class GpMethod : ISearchMethod
{
    // A power of two, since so many points of a Sobol sequence are balanced.
    private const int Startup = 16;
    private const int MostKnown = 300;
    private const int MostOpen = 100;

    // With fewer open trials, the model of the whole space has not been misled by what it expects of them.
    private const int Crowd = 4;

    private static readonly WithinSums First = new(new SobolMethod());

    /// <inheritdoc/>
    public bool Learns => true;

    /// <inheritdoc/>
    public BigInteger? Proposals(SearchSpec spec) => null;

    /// <inheritdoc/>
    public Assignment Propose(SearchSpec spec, SearchState state, int trial)
    {
        var axes = new GpAxes(spec.Space, spec.Version);
        var experience = Experience.Collect(spec, state);
        // In the first version, failed trials were counted.
        var known = spec.Version == AlgorithmVersions.First ? experience.Ranked.Length : experience.Results;
        if (known < Startup || axes.Count == 0 || experience.Results == 0) return First.Propose(spec, state, trial);

        var data = TrainingData.FromExperience(spec.Goal, experience).Thin(MostKnown);
        double[][] tried = [.. data.Trials.Select(trial => axes.PointOf(trial.Assignment))];
        var targets = Warp.Apply(data.Costs, trial);
        var parameters = Fit.FindHyperparameters(axes, tried, targets, spec.Version);
        // If all results look like noise, no point is more promising than another: every other trial is a Sobol point.
        if (parameters.Noise >= Fit.MostNoise && trial % 2 == 1) return First.Propose(spec, state, trial);

        var open = experience.Waiting.Concat(experience.Running).TakeLast(MostOpen).ToArray();
        double[][] points = [.. tried, .. open.Select(trial => axes.PointOf(trial.Assignment))];
        var region = spec.Version > AlgorithmVersions.Second && open.Length >= Crowd && trial % 2 == 1
            ? TrustRegion.Around(tried[0], axes, parameters, spec.Seed, trial)
            : TrustRegion.Everywhere(axes.Count);
        return Posterior.TryCompute(axes, parameters, points, targets) is { } posterior
            ? new Acquisition(axes, UtilityOf(posterior), points, region, spec, trial).Best()
            : First.Propose(spec, state, trial);

        Utility UtilityOf(Posterior posterior) => spec.Constraints is null
            ? new(posterior, points)
            : new(
                posterior, [.. ConstraintModel.Fit(spec, axes, data.Trials, points)], tried,
                data.Trials.Count(trial => trial is { Objective: not null, Violation: null }));
    }
}

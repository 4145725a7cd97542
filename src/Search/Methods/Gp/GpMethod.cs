using System.Numerics;
using Experiments.Search.Methods.Gp.Warps;
using Experiments.Search.Methods.Sobol;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Search.Methods.Gp;

/// <summary>
/// Bayesian optimisation: a Gaussian process explains what was seen, and a proposal is where it expects most of an improvement.
/// Sources: Jones, Schonlau and Welch, <i>Efficient global optimization of expensive black-box functions</i>, J. Global Optim. 13
/// (1998); Snoek, Larochelle and Adams, <i>Practical Bayesian optimization of machine learning algorithms</i>, NIPS 2012.
/// </summary>
/// <remarks>
/// The kernel is Matérn's (<see cref="Matern"/>) with a length-scale for each parameter; categories are as far apart as their
/// length-scale says. Trials that run or wait, and have reached no rung yet, count as if what is expected of them had come (the kriging believer of Ginsbourger,
/// Le Riche and Carraro, 2010). The first trials are Sobol's. What it costs is bounded: of many trials, the better and
/// some of the others are looked at.
/// </remarks>
internal sealed class GpMethod : ISearchMethod
{
    // A power of two, up to which Sobol's points are balanced.
    private const int Startup = 16;
    private const int MostKnown = 300;
    private const int MostOpen = 100;

    private static readonly SobolMethod First = new();

    /// <inheritdoc/>
    public bool Learns => true;

    /// <inheritdoc/>
    public BigInteger? Proposals(SearchSpec spec) => null;

    /// <inheritdoc/>
    public Assignment Propose(SearchSpec spec, SearchState state, int trial)
    {
        var axes = new GpAxes(spec.Space, spec.Version);
        var experience = Experience.Collect(spec, state);
        // In the first version, those that failed were counted.
        var known = spec.Version == AlgorithmVersions.First ? experience.Ranked.Length : experience.Results;
        if (known < Startup || axes.Count == 0 || experience.Results == 0) return First.Propose(spec, state, trial);

        var lessons = TrainingData.FromExperience(spec.Goal, experience).Thin(MostKnown);
        double[][] tried = [.. lessons.Tried.Select(axes.PointOf)];
        var targets = Warp.Apply(lessons.Costs, trial);
        var parameters = Fit.FindHyperparameters(axes, tried, targets);
        // Where all that was seen looks like noise, there is no telling where to look: every other trial is one of Sobol's.
        if (parameters.Noise >= Fit.MostNoise && trial % 2 == 1) return First.Propose(spec, state, trial);

        var open = experience.Waiting.Concat(experience.Running).TakeLast(MostOpen);
        double[][] points = [.. tried, .. open.Select(trial => axes.PointOf(trial.Assignment))];
        return Posterior.TryCompute(axes, parameters, points, targets) is { } posterior
            ? new Acquisition(axes, posterior, points, spec.Seed, trial).Best()
            : First.Propose(spec, state, trial);
    }
}

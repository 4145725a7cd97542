using System.Collections.Immutable;
using System.Numerics;
using Experiments.Search.Deciding;
using Experiments.Search.Deciding.Trials;
using Experiments.Search.Methods.Sobol;
using Experiments.Search.Numerics;
using Experiments.Search.Spaces;

namespace Experiments.Search.Methods.Gp;

/// <summary>gp</summary>
internal sealed class GpMethod : ISearchMethod
{
    private static readonly int Startup = int.Parse(Environment.GetEnvironmentVariable("GP_START") ?? "10");

    private static readonly SobolMethod First = new();

    /// <inheritdoc/>
    public bool Learns => true;

    /// <inheritdoc/>
    public BigInteger? Proposals(SearchSpace space) => null;

    /// <inheritdoc/>
    public Assignment Propose(SearchSpec spec, SearchState state, int trial)
    {
        var axes = new GpAxes(spec.Space);
        if (state.Observations.Count < Startup || axes.Count == 0 || state.Observations.All(o => o.Objective is null))
            return First.Propose(spec, state, trial);
        var ranked = Ranking.Of(spec.Goal, state);
        var targets = Targets.Of(spec.Goal, ranked, trial);
        double[][] known = [.. ranked.Select(o => axes.PointOf(o.Assignment))];
        var parameters = Fit.Of(axes, known, targets);
        double[][] open =
        [
            .. state.Running.Values.Select(running => axes.PointOf(running.Assignment)),
            .. state.Waiting.Select(waiting => axes.PointOf(waiting.Assignment)),
        ];
        if (Posterior.Of(axes, parameters, [.. known, .. open], targets) is not { } posterior) return First.Propose(spec, state, trial);
        return new Acquisition(axes, posterior, [.. known, .. open], spec.Seed, trial).Best();
    }
}

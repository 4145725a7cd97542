using System.Numerics;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Search.Methods.Cmaes;

/// <summary>
/// Covariance matrix adaptation with restarts. Sources: Hansen, <i>The CMA evolution strategy: a tutorial</i>, 2016;
/// restarts: Auger and Hansen, <i>A restart CMA evolution strategy with increasing population size</i>, CEC 2005; whole
/// numbers: Hamano, Saito, Nomura and Shirakawa, <i>CMA-ES with margin</i>, GECCO 2022.
/// </summary>
/// <remarks>
/// A generation is a group of trials with consecutive numbers. It is learned from once each of them has ended or
/// reached a rung, in any order. Until then new trials come from the previous distribution, so no worker waits: the
/// members of a generation depend on trial numbers alone, and how far they lie from the distribution does not matter,
/// since long steps are shortened (<see cref="Gaussian"/>). If a trial lacks a parameter, the mean stands in for its
/// value.
/// </remarks>
internal sealed class CmaesMethod : ISearchMethod
{
    /// <inheritdoc/>
    public bool Learns => true;

    /// <inheritdoc/>
    public BigInteger? Proposals(SearchSpec spec) => null;

    /// <inheritdoc/>
    public Assignment Propose(SearchSpec spec, SearchState state, int trial)
    {
        var axes = new CmaesAxes(spec.Space, spec.Version);
        return Generations.After(spec, state, axes).Draw(spec.Space, state.NextTrial);
    }
}

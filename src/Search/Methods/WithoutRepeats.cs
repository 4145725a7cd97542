using System.Numerics;
using Experiments.Search.Grids;
using Experiments.Search.Randomness;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Search.Methods;

/// <summary>
/// A method that learns and tries no point of a finite space twice: a point that was tried is replaced by the nearest
/// one that was not. Once all points were tried, there is nothing left to propose, as for a grid. In the first version
/// of the algorithms, points were repeated.
/// </summary>
internal sealed class WithoutRepeats(ISearchMethod method) : ISearchMethod
{
    // Sums may allow a few of very many points.
    private const int MostLooks = 100_000;

    /// <inheritdoc/>
    public bool Learns => method.Learns;

    /// <inheritdoc/>
    public BigInteger? Proposals(SearchSpec spec) =>
        spec.Version == AlgorithmVersions.First ? null : FinitePoints.TryOf(spec.Space)?.Count;

    /// <inheritdoc/>
    public Assignment Propose(SearchSpec spec, SearchState state, int trial)
    {
        var proposed = method.Propose(spec, state, trial);
        if (spec.Version == AlgorithmVersions.First || FinitePoints.TryOf(spec.Space) is not { } points)
            return proposed;
        var tried = state.Tried.ToHashSet();
        return points.From(proposed, name => CounterRandom.Uniform(spec.Seed, trial, name))
            .Take(spec.Space.Sums is null ? int.MaxValue : MostLooks)
            .FirstOrDefault(point => !tried.Contains(point) && spec.Space.Allows(point)) ?? proposed;
    }
}

using System.Numerics;
using Experiments.Search.Methods.Sobol;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Search.Methods.Nsga2;

/// <summary>
/// NSGA-II: the children of the best trials so far, which are those of the first fronts and in the least crowded places
/// of the last one. Source: Deb, Pratap, Agarwal and Meyarivan, <i>A fast and elitist multiobjective genetic algorithm:
/// NSGA-II</i>, IEEE Transactions on Evolutionary Computation 6 (2002).
/// </summary>
/// <remarks>
/// A generation is a group of trials with consecutive numbers, as in <see cref="Cmaes.CmaesMethod"/>. The first one is
/// points of a Sobol sequence. With one objective it is an ordinary genetic algorithm.
/// </remarks>
internal sealed class Nsga2Method : ISearchMethod
{
    // Children may be outside of sums, or equal to trials that were tried.
    private const int MostTries = 16;

    private static readonly WithinSums First = new(new SobolMethod());

    /// <inheritdoc/>
    public bool Learns => true;

    /// <inheritdoc/>
    public BigInteger? Proposals(SearchSpec spec) => null;

    /// <inheritdoc/>
    public Assignment Propose(SearchSpec spec, SearchState state, int trial)
    {
        var population = Population.After(spec, state);
        if (population.IsEmpty) return First.Propose(spec, state, trial);
        var tried = state.Tried.ToHashSet();
        var breeding = new Breeding(spec, population);
        var child = breeding.Child(state.NextTrial, 0);
        for (var turn = 1; turn < MostTries && (tried.Contains(child) || !spec.Space.Allows(child)); turn++)
            child = breeding.Child(state.NextTrial, turn);
        return child;
    }
}

using System.Numerics;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Search.Methods;

/// <summary>
/// A method that proposes assignments. An implementation has no state: it is a function of its arguments, and its
/// randomness is drawn by counter from (seed, trial, name).
/// </summary>
internal interface ISearchMethod
{
    /// <summary>Whether it uses <see cref="SearchState.Observations"/>; if not, none are kept.</summary>
    bool Learns { get; }

    /// <summary>Returns how many different trials it can propose, or null if the number is unlimited.</summary>
    BigInteger? Proposals(SearchSpec spec);

    /// <summary>
    /// Returns the assignment of a new trial, 0 ≤ <paramref name="trial"/> &lt; Proposals. The number does not count
    /// trials whose assignments a user enqueued, so an enqueued one displaces no proposal. The state is the one before
    /// the trial: the observations, and the running and waiting trials that have no result yet.
    /// </summary>
    Assignment Propose(SearchSpec spec, SearchState state, int trial);
}

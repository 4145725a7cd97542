using System.Numerics;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Search.Methods;

/// <summary>
/// How assignments are proposed. An implementation has no state: it is a function of what it is given, and its randomness
/// is drawn by counter from (seed, trial, name).
/// </summary>
internal interface ISearchMethod
{
    /// <summary>Whether it looks at <see cref="SearchState.Observations"/>; where not, none are kept.</summary>
    bool Learns { get; }

    /// <summary>How many different trials it can propose; null: any number.</summary>
    BigInteger? Proposals(SearchSpec spec);

    /// <summary>
    /// The assignment of a new trial, 0 ≤ <paramref name="trial"/> &lt; Proposals: its number, those trials not counted whose
    /// assignments a person gave, so that a given one displaces no proposal. The state is the one before the trial:
    /// what was observed, and what runs and waits and has no result yet.
    /// </summary>
    Assignment Propose(SearchSpec spec, SearchState state, int trial);
}

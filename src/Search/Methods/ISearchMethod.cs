using System.Numerics;
using Experiments.Search.Deciding;
using Experiments.Search.Spaces;

namespace Experiments.Search.Methods;

/// <summary>
/// How assignments are proposed. An implementation has no state: it is a function of what it is given.
/// </summary>
/// <remarks>
/// Grid and random need nothing but the trial's number. A method that learns keeps what it learned in
/// <see cref="SearchState"/>, as an immutable record of its own that is written down with it; it is told of results where
/// <see cref="Evolution"/> folds an <see cref="SearchAction.EndTrial"/>, and is handed that record to propose from.
/// </remarks>
internal interface ISearchMethod
{
    /// <summary>How many different trials it can propose; null: any number.</summary>
    BigInteger? Proposals(SearchSpace space);

    /// <summary>The assignment of a trial, 0 ≤ <paramref name="trial"/> &lt; Proposals.</summary>
    Assignment Propose(SearchSpec spec, int trial);
}

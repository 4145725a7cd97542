using Experiments.Search.States;

namespace Experiments.Storage.Queries;

/// <summary>The trials of a sweep to list, and their order.</summary>
public sealed record TrialFilter
{
    /// <summary>The status of the trials to list. Default: null, for all trials.</summary>
    public TrialStatus? Status { get; init; }

    /// <summary>
    /// The sort key. Trials without a value, or with a value that is not finite, come last. Ties are ordered by number.
    /// Default: null, for the order by number.
    /// </summary>
    public TrialSort? SortBy { get; init; }

    /// <summary>Whether the largest comes first. Default: false.</summary>
    public bool Descending { get; init; }

    /// <summary>The maximum number of trials. Default: 1,000.</summary>
    public int Limit { get; init; } = 1_000;
}

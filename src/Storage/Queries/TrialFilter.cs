using Experiments.Search.States;
using Experiments.Storage.Filters;

namespace Experiments.Storage.Queries;

/// <summary>The trials of a sweep to list, and their order.</summary>
public sealed record TrialFilter
{
    /// <summary>The status of the trials to list. Default: null, for all trials.</summary>
    public TrialStatus? Status { get; init; }

    /// <summary>A condition that the trials fulfil. Default: null, for all trials.</summary>
    public TrialCondition? Where { get; init; }

    /// <summary>
    /// The sort key. Trials without a value, or with a value that is not finite, come last. Ties are ordered by number.
    /// By the objective, completed trials come first, by their final one, and then all others by its newest value,
    /// since an intermediate value does not compare with a final one. Default: null, for the order by number.
    /// </summary>
    public TrialField? SortBy { get; init; }

    /// <summary>Whether the largest comes first. Default: false.</summary>
    public bool Descending { get; init; }

    /// <summary>
    /// The number after which a list in the order by number begins: the last one of the page before. Ignored in any
    /// other order. Default: null, for the begin.
    /// </summary>
    public int? After { get; init; }

    /// <summary>The maximum number of trials. Default: 1,000.</summary>
    public int Limit { get; init; } = 1_000;
}

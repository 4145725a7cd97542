using Experiments.Search.States;

namespace Experiments.Storage.Queries;

/// <summary>Which trials of a sweep to list, and in what order.</summary>
public sealed record TrialFilter
{
    /// <summary>Only those with this status. Default: all.</summary>
    public TrialStatus? Status { get; init; }

    /// <summary>
    /// By what they are sorted. Trials without it, or where it is not finite, come last; equal ones by number. Default: by number.
    /// </summary>
    public TrialSort? SortBy { get; init; }

    /// <summary>Largest first. Default: smallest first.</summary>
    public bool Descending { get; init; }

    /// <summary>Most to list. Default: 1,000.</summary>
    public int Limit { get; init; } = 1_000;
}

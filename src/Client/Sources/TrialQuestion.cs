using Experiments.Search.States;

namespace Experiments.Client.Sources;

/// <summary>The trials to list, in the words of a user.</summary>
internal sealed record TrialQuestion
{
    /// <summary>The name of the option with the condition.</summary>
    public const string WhereOption = "--where";

    /// <summary>The name of the option with the sort key.</summary>
    public const string SortOption = "--sort";

    /// <summary>The name of the option with the names to group by.</summary>
    public const string GroupOption = "--group-by";

    /// <summary>The condition, or null for all trials.</summary>
    public string? Where { get; init; }

    /// <summary>
    /// The metric, parameter or column to sort by, or null for the order by number. By the objective, the best comes
    /// first; by anything else, the smallest.
    /// </summary>
    public string? Sort { get; init; }

    /// <summary>Whether the largest comes first in any case.</summary>
    public bool Descending { get; init; }

    /// <summary>Only trials with this status, or null for all.</summary>
    public TrialStatus? Status { get; init; }

    /// <summary>The maximum number of trials or groups.</summary>
    public required int Limit { get; init; }
}

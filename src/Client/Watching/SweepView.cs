using System.Collections.Immutable;
using Experiments.Search.States;
using Experiments.Storage.Model;
using Experiments.Storage.Queries;

namespace Experiments.Client.Watching;

/// <summary>The state of a sweep at one moment, as shown to the user.</summary>
internal sealed record SweepView
{
    /// <summary>The sweep's status and counts.</summary>
    public required SweepSummary Summary { get; init; }

    /// <summary>The trials that train or wait for their next attempt, by number.</summary>
    public required ImmutableArray<TrialSummary> Unfinished { get; init; }

    /// <summary>The trials that are paused at a rung, by number.</summary>
    public ImmutableArray<TrialSummary> Resting { get; init; } = [];

    /// <summary>The trials that have ended since the previous view, in the order in which they ended.</summary>
    public required ImmutableArray<TrialSummary> JustEnded { get; init; }

    /// <summary>The best completed trial with its metrics, or null if there is none.</summary>
    public TrialSummary? Best { get; init; }

    /// <summary>What is left of the sweep's budget, or null if it has none.</summary>
    public string? BudgetLeft { get; init; }

    /// <summary>A further notice, such as a download or an unreachable database, or null if there is none.</summary>
    public string? Notice { get; init; }

    /// <summary>Whether the sweep has ended, so that nothing changes any more.</summary>
    public bool IsFinal => Summary.Status.IsFinal();
}

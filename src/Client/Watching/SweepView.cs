using System.Collections.Immutable;
using Experiments.Search.Deciding;
using Experiments.Search.States;
using Experiments.Storage.Queries;

namespace Experiments.Client.Watching;

/// <summary>What is known of a sweep at one moment, for whoever watches it.</summary>
internal sealed record SweepView
{
    /// <summary>Status and counts.</summary>
    public required SweepSummary Summary { get; init; }

    /// <summary>Trials that train or wait for their next attempt, by number.</summary>
    public required ImmutableArray<TrialSummary> Unfinished { get; init; }

    /// <summary>Trials that rest at a rung, by number.</summary>
    public ImmutableArray<TrialSummary> Resting { get; init; } = [];

    /// <summary>Trials that ended since the view before, in the order in which they did.</summary>
    public required ImmutableArray<TrialSummary> JustEnded { get; init; }

    /// <summary>The best completed trial with its metrics, or null.</summary>
    public TrialSummary? Best { get; init; }

    /// <summary>What else is worth knowing now, such as a download, or a database that is away.</summary>
    public string? Notice { get; init; }

    /// <summary>Whether the sweep has ended, so that nothing will change any more.</summary>
    public bool IsFinal => Summary.Status.IsFinal();
}

using System.Collections.Immutable;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Search.Events;
using Experiments.Search.States;

namespace Experiments.Contracts.Ports.Persistence;

/// <summary>Decisions that are committed together.</summary>
/// <param name="SweepKey">The sweep's key.</param>
/// <param name="Steps">The new steps of the log, consecutive.</param>
/// <param name="Provenance">The data needed to repeat the sweep, or null to keep what is stored.</param>
public sealed record SweepCommit(int SweepKey, ImmutableArray<SearchStep> Steps, Provenance? Provenance = null)
{
    /// <summary>
    /// The checkpoints that are deleted with the commit, see <see cref="CheckpointRetention"/>. Default: none.
    /// </summary>
    public ImmutableArray<CheckpointRemoval> Removals { get; init; } = [];

    /// <summary>
    /// The trials whose attempts waited at their node for the share of another one, and train since. Default: none.
    /// </summary>
    public ImmutableArray<int> Placed { get; init; } = [];

    /// <summary>
    /// The trials that no other one dominates, if that has changed and there are several objectives. Default: null.
    /// </summary>
    public ImmutableArray<int>? Front { get; init; }

    /// <summary>Returns the <see cref="Front"/> of a commit that leads from one state to another.</summary>
    public static ImmutableArray<int>? FrontOf(SearchState before, SearchState after) =>
        after.Front == before.Front ? null : [.. (after.Front ?? []).Select(trial => trial.Trial)];
}

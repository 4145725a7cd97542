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

    /// <summary>
    /// The trial to name as the best, if that has changed and trials were repeated. Default: null, for the best single
    /// trial.
    /// </summary>
    public int? Leader { get; init; }

    /// <summary>Returns the commit of steps that lead from one state of a sweep to another.</summary>
    public static SweepCommit Of(
        StoredSweep sweep, SearchState before, SearchState after, ImmutableArray<SearchStep> steps) =>
        new(sweep.Key, steps)
        {
            Removals = CheckpointRetention.Find(sweep.Spec.KeepCheckpoints, steps, before.Leader, after.Leader),
            Front = after.Front == before.Front ? null : [.. (after.Front ?? []).Select(trial => trial.Trial)],
            Leader = after.Repeats is null || (before.Repeats is not null && after.Leader == before.Leader)
                ? null
                : after.Leader,
        };
}

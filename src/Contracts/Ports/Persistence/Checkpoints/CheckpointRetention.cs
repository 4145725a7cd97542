using System.Collections.Immutable;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Events;
using Experiments.Search.States;

namespace Experiments.Contracts.Ports.Persistence.Checkpoints;

/// <summary>
/// Decides which checkpoints are no longer needed once decisions are committed. A trial with a final status never
/// continues, so that only people can need its checkpoints; see docs/adr/0039.
/// </summary>
public static class CheckpointRetention
{
    /// <summary>Returns the checkpoints that are to be deleted together with the commit of some steps.</summary>
    /// <param name="keep">
    /// The sweep's policy, or null for a sweep from before there were policies: everything is kept but the checkpoints
    /// of trials that were stopped early.
    /// </param>
    /// <param name="steps">The steps.</param>
    /// <param name="bestBefore">
    /// The number of the trial that was named as the best before these steps, or null if none.
    /// </param>
    /// <param name="bestAfter">
    /// The number of the trial that is named as the best after these steps, or null if none.
    /// </param>
    public static ImmutableArray<CheckpointRemoval> Find(
        CheckpointKeep? keep, ImmutableArray<SearchStep> steps, int? bestBefore, int? bestAfter)
    {
        if (keep == CheckpointKeep.All) return [];
        var removals = steps.SelectMany(step => step.Actions).OfType<SearchAction.EndTrial>()
            .Select(end => OfEnded(keep, end.Trial, end.Status, bestAfter)).OfType<CheckpointRemoval>();
        if (keep == CheckpointKeep.Best && bestBefore is { } former && former != bestAfter)
            removals = removals.Append(new(former, KeepsNewest: false));
        return [.. removals];
    }

    /// <summary>
    /// Returns what is not kept of the checkpoints of a trial that has ended, or null if everything is.
    /// </summary>
    /// <param name="keep">The sweep's policy, or null as in <see cref="Find"/>.</param>
    /// <param name="trial">The number of the trial.</param>
    /// <param name="status">The final status of the trial.</param>
    /// <param name="best">The number of the trial that is named as the best of the sweep, or null if none.</param>
    public static CheckpointRemoval? OfEnded(
        CheckpointKeep? keep, int trial, TrialStatus status, int? best) => keep switch
        {
            null => status == TrialStatus.Pruned ? new(trial, KeepsNewest: false) : null,
            CheckpointKeep.Best => new(trial, KeepsNewest: trial == best),
            CheckpointKeep.Last => new(trial, KeepsNewest: true),
            _ => null,
        };
}

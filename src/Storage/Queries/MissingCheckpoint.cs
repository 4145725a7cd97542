using Experiments.Contracts.Sweeps;
using Experiments.Search.States;

namespace Experiments.Storage.Queries;

/// <summary>Explains why a trial has no checkpoint, and what to do about it.</summary>
public static class MissingCheckpoint
{
    /// <summary>Returns the reason and the remedy, as the second part of a sentence.</summary>
    public static string Explain(SweepDetail sweep, TrialSummary trial)
    {
        var name = sweep.Summary.Name;
        var toKeep = "set 'checkpoint: {keep: last}' in the sweep file, or run "
            + $"'experiments pin {name}/{trial.Number}' before such a trial ends";
        return trial.Status switch
        {
            TrialStatus.Pruned when sweep.Spec.KeepCheckpoints is null or CheckpointKeep.Best =>
                $"it was stopped early, and its checkpoint was deleted; to keep it, {toKeep}",
            var ended when ended.IsFinal() && sweep.Spec.KeepCheckpoints == CheckpointKeep.Best =>
                $"its sweep keeps only that of its best trial ('{name}' without a number); to keep it, {toKeep}",
            var ended when ended.IsFinal() =>
                $"it ended before it saved one; name another, see 'experiments trials {name}'",
            _ => $"try again once it has trained an epoch, or name another, see 'experiments trials {name}'",
        };
    }
}

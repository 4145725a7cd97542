using Experiments.Contracts.Ports.Persistence;
using Experiments.Storage.Keeping;

namespace Experiments.Silo.Upkeep;

/// <summary>
/// Deletes what old sweeps need not keep, if a policy is set, and finishes deletions that were interrupted. All silos
/// of a cluster do so; what one has deleted, the others no longer find.
/// </summary>
internal sealed partial class Retention(
    RetentionPolicy? policy, SweepRemoval removal, Pruning pruning, IOutages outages, TimeProvider time,
    ILogger<Retention> log)
    : RepeatedWork(PauseOf(policy), outages, time)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task RunAsync(CancellationToken cancel)
    {
        await removal.FinishAsync(cancel);
        if (policy is not null) await PruneAsync(policy, cancel);
    }

    // A sweep is pruned at the latest when it is a tenth older than the policy says.
    private static TimeSpan PauseOf(RetentionPolicy? policy) =>
        policy is { OlderThan: var old } && old / 10 < LongestPause
            ? TimeSpan.FromSeconds(Math.Max(1, old.TotalSeconds / 10))
            : LongestPause;

    private async Task PruneAsync(RetentionPolicy retention, CancellationToken cancel)
    {
        foreach (var sweep in await pruning.PlanAsync(retention, cancel))
        {
            if (await pruning.PruneAsync(sweep, cancel)) LogPruned(sweep.Name, sweep.Id, sweep.IsRemoved);
            else LogKept(sweep.Name, sweep.Id);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "What old sweeps need not keep was not deleted: {Cause}")]
    protected override partial void LogFailed(string cause);

    [LoggerMessage(
        2, LogLevel.Information,
        "Deleted what sweep '{Name}' ({Id}) need not keep, as EXPERIMENTS_RETENTION says (all of it: {All}).")]
    private partial void LogPruned(string name, string id, bool all);

    [LoggerMessage(
        3, LogLevel.Warning,
        "Sweep '{Name}' ({Id}) keeps everything, since it has files in a store that is not known here.")]
    private partial void LogKept(string name, string id);
}

using Experiments.Contracts.Ports.Persistence;
using Experiments.Search.States;
using Microsoft.Extensions.Logging;

namespace Experiments.Grains.Sweeps;

/// <summary>
/// Keeps a sweep's snapshot near the end of its log, so that an activation reads few steps. Each holds what was
/// committed and follows from the log alone, so it matters neither who writes it nor whether it is written. Not for
/// several threads.
/// </summary>
/// <param name="sweep">Whose.</param>
/// <param name="lastSeq">Number of the last step in the newest snapshot; 0: there is none.</param>
/// <param name="store">Where it is kept.</param>
/// <param name="log">Told what fails.</param>
internal sealed class SnapshotWriter(StoredSweep sweep, long lastSeq, ISweepStore store, ILogger log)
{
    /// <summary>Steps between two snapshots at least: reading as many takes some ten milliseconds.</summary>
    public const int Fewest = 1_000;

    /// <summary>
    /// A state of many things is written only after one in forty as many steps: all that is ever written of it is then
    /// some forty times its size, and reading those steps takes less than reading the state.
    /// </summary>
    private const int Share = 40;

    private long _lastSeq = lastSeq;

    /// <summary>Completes when the snapshot that is being written, if any, has been.</summary>
    public Task Writing { get; private set; } = Task.CompletedTask;

    /// <summary>How many steps there are between two snapshots, where the state has come to this.</summary>
    public static int Due(SearchState state) => Math.Max(Fewest, state.Size / Share);

    /// <summary>
    /// Steps up to <paramref name="seq"/> are committed and lead to this state: writes it, where that is due.
    /// </summary>
    public void Committed(SearchState state, long seq)
    {
        if (seq - _lastSeq < Due(state) || !Writing.IsCompleted) return;
        _lastSeq = seq;
        // The state never changes, so it is written while decisions go on.
        Writing = Task.Run(() => WriteAsync(state, seq));
    }

    private async Task WriteAsync(SearchState state, long seq)
    {
        try
        {
            await store.SaveSnapshotAsync(SweepHistory.Snapshot(sweep, state, seq), CancellationToken.None);
        }
        catch (Exception failure)
        {
            log.LogDebug(failure, "A snapshot of {Sweep} was not written; the next will be.", sweep.Spec.Name);
        }
    }
}

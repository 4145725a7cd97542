using Experiments.Contracts.Ports.Persistence;
using Experiments.Search.States;
using Microsoft.Extensions.Logging;

namespace Experiments.Grains.Sweeps;

/// <summary>
/// Keeps a sweep's snapshot near the end of its log, so that an activation reads few steps. A snapshot holds committed
/// state and follows from the log alone, so it does not matter which process writes it, or whether it is written. Not
/// thread-safe.
/// </summary>
/// <param name="sweep">The sweep.</param>
/// <param name="lastSeq">Number of the last step in the newest snapshot, or 0 if there is none.</param>
/// <param name="store">The store that snapshots are saved to.</param>
/// <param name="log">The log that failures are written to.</param>
internal sealed partial class SnapshotWriter(StoredSweep sweep, long lastSeq, ISweepStore store, ILogger log)
{
    /// <summary>
    /// The minimum number of steps between two snapshots. Reading that many takes about ten milliseconds.
    /// </summary>
    public const int Fewest = 1_000;

    /// <summary>
    /// The number of steps between two snapshots of a large state is the state's size divided by this number. All
    /// snapshots of a sweep together are then about forty times the size of the state, and reading those steps takes
    /// less time than reading the state.
    /// </summary>
    private const int Share = 40;

    private long _lastSeq = lastSeq;

    /// <summary>Completes when the snapshot that is being written, if any, is finished.</summary>
    public Task Writing { get; private set; } = Task.CompletedTask;

    /// <summary>Returns the number of steps between two snapshots for a state of this size.</summary>
    public static int Due(SearchState state) => Math.Max(Fewest, state.Size / Share);

    /// <summary>
    /// Handles the commit of the steps up to <paramref name="seq"/>, which lead to this state: writes a snapshot if one
    /// is due.
    /// </summary>
    public void Committed(SearchState state, long seq)
    {
        if (seq - _lastSeq < Due(state) || !Writing.IsCompleted) return;
        _lastSeq = seq;
        // The state is immutable, so it can be written while decisions continue.
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
            LogNotWritten(failure, sweep.Spec.Name);
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "A snapshot of {Sweep} was not written; the next will be.")]
    private partial void LogNotWritten(Exception failure, string sweep);
}

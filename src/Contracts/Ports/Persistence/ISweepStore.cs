using Experiments.Contracts.Faults;
using Experiments.Search.Events;
using Experiments.Search.States;

namespace Experiments.Contracts.Ports.Persistence;

/// <summary>
/// Stores sweeps: the specification, the log of decisions, and the rows of trials that follow from it.
/// </summary>
public interface ISweepStore
{
    /// <summary>
    /// Stores a new sweep with status <see cref="SweepStatus.Preparing"/>. If one with the same id exists, returns it
    /// unchanged.
    /// </summary>
    Task<StoredSweep> CreateAsync(NewSweep sweep, CancellationToken cancel);

    /// <summary>Returns the sweep with this id, or null if there is none.</summary>
    Task<StoredSweep?> FindAsync(string id, CancellationToken cancel);

    /// <summary>Reads the log of a sweep from the first step.</summary>
    IAsyncEnumerable<SearchStep> ReadLogAsync(int sweepKey, CancellationToken cancel) =>
        ReadLogAsync(sweepKey, 0, cancel);

    /// <summary>Reads the steps of a sweep's log with a number above <paramref name="after"/>, in order.</summary>
    IAsyncEnumerable<SearchStep> ReadLogAsync(int sweepKey, long after, CancellationToken cancel);

    /// <summary>
    /// Stores the state that a log leads to, so that the log need not be read from its start. Replaces an older
    /// snapshot. Snapshots are optional.
    /// </summary>
    Task SaveSnapshotAsync(SweepSnapshot snapshot, CancellationToken cancel);

    /// <summary>Returns the snapshot of a sweep, or null if it is damaged or there is none of this version.</summary>
    Task<SweepSnapshot?> LoadSnapshotAsync(int sweepKey, int version, CancellationToken cancel);

    /// <summary>
    /// Appends steps to a sweep's log and applies their actions to the rows of the sweep and its trials, in one
    /// transaction. When an attempt begins again, the trial's metric rows past its newest checkpoint are deleted first.
    /// The checkpoints in <see cref="SweepCommit.Removals"/> are deleted in the same transaction, unless their trial is
    /// pinned; their files are deleted after it.
    /// </summary>
    /// <exception cref="SweepConflictException">A step with one of these numbers exists: another activation
    /// has written it.</exception>
    Task CommitAsync(SweepCommit commit, CancellationToken cancel);

    /// <summary>
    /// Returns how long the attempts of a sweep have trained together until now, without rests and waits.
    /// </summary>
    Task<TimeSpan> TrainedAsync(string id, CancellationToken cancel);

    /// <summary>Returns the ids of the sweeps of a cluster that have not ended.</summary>
    Task<IReadOnlyList<string>> ListUnfinishedAsync(string cluster, CancellationToken cancel);
}

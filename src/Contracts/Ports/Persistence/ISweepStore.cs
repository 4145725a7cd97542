using Experiments.Contracts.Faults;
using Experiments.Search.Events;
using Experiments.Search.States;

namespace Experiments.Contracts.Ports.Persistence;

/// <summary>Keeps sweeps: what was asked, the log of decisions, and the rows of trials that follow from it.</summary>
public interface ISweepStore
{
    /// <summary>
    /// Stores a new sweep with status <see cref="SweepStatus.Preparing"/>. One with the same id is returned as it is.
    /// </summary>
    Task<StoredSweep> CreateAsync(NewSweep sweep, CancellationToken cancel);

    /// <summary>The sweep with this id, or null.</summary>
    Task<StoredSweep?> FindAsync(string id, CancellationToken cancel);

    /// <summary>The log of a sweep, from the first step.</summary>
    IAsyncEnumerable<SearchStep> ReadLogAsync(int sweepKey, CancellationToken cancel) => ReadLogAsync(sweepKey, 0, cancel);

    /// <summary>The steps of a sweep's log whose number is larger than <paramref name="after"/>, in order.</summary>
    IAsyncEnumerable<SearchStep> ReadLogAsync(int sweepKey, long after, CancellationToken cancel);

    /// <summary>
    /// Keeps what a log adds up to, so that it need not be read whole; replaces an older one. Nothing depends on it being there.
    /// </summary>
    Task SaveSnapshotAsync(SweepSnapshot snapshot, CancellationToken cancel);

    /// <summary>The snapshot of a sweep; null where there is none of this version, or it is damaged.</summary>
    Task<SweepSnapshot?> LoadSnapshotAsync(int sweepKey, int version, CancellationToken cancel);

    /// <summary>
    /// Appends steps to a sweep's log and changes the rows of its trials and its own as their actions say, in one
    /// transaction. An attempt that begins again first deletes the trial's metric rows past its newest checkpoint; a trial that
    /// is stopped early never goes on, and loses its checkpoints.
    /// </summary>
    /// <exception cref="SweepConflictException">A step with one of these numbers exists: another activation
    /// decides.</exception>
    Task CommitAsync(SweepCommit commit, CancellationToken cancel);

    /// <summary>Ids of the sweeps of a cluster that have not ended.</summary>
    Task<IReadOnlyList<string>> ListUnfinishedAsync(string cluster, CancellationToken cancel);
}

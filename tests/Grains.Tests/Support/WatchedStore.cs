using System.Collections.Concurrent;
using System.Collections.Immutable;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Search.Events;

namespace Experiments.Grains.Tests.Support;

/// <summary>A store that tests can watch and break.</summary>
internal sealed class WatchedStore(ISweepStore store, Signal signal) : ISweepStore
{
    private readonly ConcurrentDictionary<int, ImmutableList<SearchStep>> _logs = new();
    private readonly ConcurrentDictionary<string, int> _finds = new();

    /// <summary>
    /// Called before each commit. If it throws, the caller receives the exception and nothing is stored.
    /// </summary>
    public Action<SweepCommit> BeforeCommit { get; set; } = _ => { };

    /// <summary>
    /// Called after each commit. If it throws, the caller receives the exception although everything is stored.
    /// </summary>
    public Action<SweepCommit> AfterCommit { get; set; } = _ => { };

    /// <summary>How long a commit takes, as on a disk. Default: no time.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>The exception that every other call throws, or null if none.</summary>
    public Exception? Away { get; set; }

    /// <summary>Returns how often a sweep was looked up.</summary>
    public int Finds(string id) => _finds.GetValueOrDefault(id);

    /// <summary>Removes all faults.</summary>
    public void Reset() => (BeforeCommit, AfterCommit, Away) = (_ => { }, _ => { }, null);

    /// <summary>Returns the committed steps of a sweep.</summary>
    public ImmutableList<SearchStep> Log(int sweepKey) => _logs.GetValueOrDefault(sweepKey, []);

    public Task<StoredSweep> CreateAsync(NewSweep sweep, CancellationToken cancel)
    {
        ThrowIfAway();
        return store.CreateAsync(sweep, cancel);
    }

    public Task<StoredSweep?> FindAsync(string id, CancellationToken cancel)
    {
        _finds.AddOrUpdate(id, 1, (_, finds) => finds + 1);
        signal.Pulse();
        ThrowIfAway();
        return store.FindAsync(id, cancel);
    }

    public IAsyncEnumerable<SearchStep> ReadLogAsync(int sweepKey, long after, CancellationToken cancel)
    {
        ThrowIfAway();
        return store.ReadLogAsync(sweepKey, after, cancel);
    }

    public Task SaveSnapshotAsync(SweepSnapshot snapshot, CancellationToken cancel)
    {
        ThrowIfAway();
        return store.SaveSnapshotAsync(snapshot, cancel);
    }

    public Task<SweepSnapshot?> LoadSnapshotAsync(int sweepKey, int version, CancellationToken cancel)
    {
        ThrowIfAway();
        return store.LoadSnapshotAsync(sweepKey, version, cancel);
    }

    public async Task CommitAsync(SweepCommit commit, CancellationToken cancel)
    {
        BeforeCommit(commit);
        if (Latency > TimeSpan.Zero) await Task.Delay(Latency, cancel);
        await store.CommitAsync(commit, cancel);
        _logs.AddOrUpdate(commit.SweepKey, [.. commit.Steps], (_, log) => log.AddRange(commit.Steps));
        signal.Pulse();
        AfterCommit(commit);
    }

    public Task<TimeSpan> TrainedAsync(string id, CancellationToken cancel)
    {
        ThrowIfAway();
        return store.TrainedAsync(id, cancel);
    }

    public Task<IReadOnlyList<string>> ListUnfinishedAsync(string cluster, CancellationToken cancel)
    {
        ThrowIfAway();
        return store.ListUnfinishedAsync(cluster, cancel);
    }

    private void ThrowIfAway()
    {
        if (Away is { } fault) throw fault;
    }
}

using System.Text.Json;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.States;

namespace Experiments.Contracts.Ports.Persistence;

/// <summary>
/// The state that a sweep's log adds up to: its snapshot, if it has one that this version can read, and the steps
/// since.
/// </summary>
/// <param name="State">The committed state.</param>
/// <param name="LastSeq">Number of the last committed step, or 0 if there is none.</param>
/// <param name="SnapshotSeq">Number of the last step in the snapshot, or 0 if there was none.</param>
public sealed record SweepHistory(SearchState State, long LastSeq, long SnapshotSeq)
{
    /// <summary>Loads the history. The log is never in memory as a whole.</summary>
    public static async Task<SweepHistory> LoadAsync(ISweepStore store, StoredSweep sweep, CancellationToken cancel)
    {
        var spec = sweep.Spec.Search;
        var snapshot = await store.LoadSnapshotAsync(sweep.Key, SearchJson.StateVersion, cancel);
        var (state, seq) = snapshot is not null && Read(snapshot) is { } known
            ? (known, snapshot.Seq)
            : (SearchCore.Begin(spec), 0);
        var last = seq;
        await foreach (var step in store.ReadLogAsync(sweep.Key, seq, cancel))
            (state, last) = (SearchCore.Fold(spec, state, step), step.Seq);
        return new(state, last, seq);
    }

    /// <summary>Returns the snapshot of a state.</summary>
    public static SweepSnapshot Snapshot(StoredSweep sweep, SearchState state, long seq) => new(
        sweep.Key, seq, SearchJson.StateVersion, JsonSerializer.SerializeToUtf8Bytes(state, SearchJson.Options));

    private static SearchState? Read(SweepSnapshot snapshot)
    {
        try
        {
            return JsonSerializer.Deserialize<SearchState>(snapshot.State.Span, SearchJson.Options);
        }
        catch (JsonException)
        {
            // The state is rebuilt from the log.
            return null;
        }
    }
}

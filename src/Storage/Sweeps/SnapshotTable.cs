using System.Security.Cryptography;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Sweeps;

/// <summary>The newest snapshot of each sweep, with a SHA-256 hash that detects damage.</summary>
internal static class SnapshotTable
{
    /// <summary>Saves a snapshot, unless a later one of the same version exists.</summary>
    public static Task SaveAsync(Database database, SweepSnapshot snapshot, CancellationToken cancel) =>
        database.WriteAsync(connection => connection.ExecuteAsync(
            $"""
            insert into sweep_snapshots (sweep_key, seq, version, sha256, state)
            values (@sweep, @seq, @version, @sha256, @state)
            on conflict (sweep_key) do update
            set seq = excluded.seq, version = excluded.version, sha256 = excluded.sha256, state = excluded.state,
                at = {database.Dialect.Now}
            where sweep_snapshots.seq < excluded.seq or sweep_snapshots.version <> excluded.version
            """,
            [
                ("sweep", snapshot.SweepKey), ("seq", snapshot.Seq), ("version", snapshot.Version),
                ("sha256", SHA256.HashData(snapshot.State.Span)), ("state", snapshot.State.ToArray()),
            ],
            cancel), cancel);

    /// <summary>Returns the snapshot of a sweep, or null if it is damaged or there is none of this version.</summary>
    public static async Task<SweepSnapshot?> LoadAsync(
        Database database, int sweepKey, int version, CancellationToken cancel)
    {
        var found = await database.ReadAsync(connection => connection.QueryAsync(
            "select seq, sha256, state from sweep_snapshots where sweep_key = @sweep and version = @version",
            [("sweep", sweepKey), ("version", version)],
            row => (Seq: row.GetInt64(0), Sha256: row.GetFieldValue<byte[]>(1), State: row.GetFieldValue<byte[]>(2)),
            cancel), cancel);
        return found is [var (seq, sha256, state)] && SHA256.HashData(state).AsSpan().SequenceEqual(sha256)
            ? new SweepSnapshot(sweepKey, seq, version, state)
            : null;
    }
}

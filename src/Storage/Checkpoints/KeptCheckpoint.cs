using System.Data.Common;
using System.Security.Cryptography;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Checkpoints;

/// <summary>A row of the table of checkpoints, with the data or the name of the file that contains it.</summary>
internal sealed record KeptCheckpoint(long Step, int Attempt, byte[] Sha256, byte[]? Data, string? File)
{
    /// <summary>Returns the checkpoints of a trial, newest first.</summary>
    public static Task<IReadOnlyList<KeptCheckpoint>> ListAsync(
        DbConnection connection, TrialId trial, CancellationToken cancel) =>
        connection.QueryAsync(
            "select step, attempt, sha256, data, file from checkpoints where trial_id = @trial order by step desc",
            [("trial", trial.Value)],
            row => new KeptCheckpoint(
                row.GetInt64(0), row.GetInt32(1), row.GetFieldValue<byte[]>(2),
                row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3), row.TextOrNull(4)),
            cancel);

    /// <summary>Returns the data, or null if it is damaged or missing.</summary>
    public async Task<byte[]?> ReadAsync(CheckpointFiles files, CancellationToken cancel)
    {
        var data = File is null ? Data : await files.ReadAsync(File, cancel);
        return data is not null && SHA256.HashData(data).AsSpan().SequenceEqual(Sha256) ? data : null;
    }
}

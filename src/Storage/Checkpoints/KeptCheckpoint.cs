using System.Data.Common;
using System.Security.Cryptography;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
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

    /// <summary>
    /// Returns the content, or null if it is damaged or missing. That of a file is copied to a temporary file of this
    /// machine first, so that its hash is checked before anything of it is used.
    /// </summary>
    public async Task<CheckpointContent?> ReadAsync(
        ICheckpointFiles files, string scratch, CancellationToken cancel)
    {
        if (File is null)
            return Data is { } data && IsIntact(SHA256.HashData(data)) ? CheckpointContent.From(data) : null;
        await using var stream = await files.OpenAsync(File, cancel);
        if (stream is null) return null;
        byte[] hash = [];
        try
        {
            var content = await ScratchContent.CreateAsync(
                scratch, async copy => hash = await HashingCopy.RunAsync(stream, copy, cancel));
            if (IsIntact(hash)) return content;
            content.Dispose();
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(
                $"a checkpoint cannot be copied from {files.Place} to '{scratch}': {fault.Message.TrimEnd('.')}; make "
                + "room there, or set TMPDIR to another folder", fault);
        }
    }

    private bool IsIntact(byte[] hash) => hash.AsSpan().SequenceEqual(Sha256);
}

using System.Security.Cryptography;
using Experiments.Contracts.Ports.Persistence.Artifacts;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Checkpoints;
using Experiments.Storage.Databases;
using Experiments.Storage.Ingest;
using Experiments.Storage.Telemetry;

namespace Experiments.Storage.Artifacts;

/// <summary>
/// Stores the files of programs: small content in the database, large content in the store of large checkpoints, each
/// content once. See docs/adr/0044.
/// </summary>
internal sealed class ArtifactStore(
    Database database, CheckpointOptions options, MetricWriterOptions writer, OutageLog outages, StorageMetrics metrics,
    TimeProvider time)
    : IArtifactStore
{
    /// <inheritdoc/>
    public async Task<ArtifactReceipt> SaveAsync(
        TrialId trial, int attempt, ArtifactFile file, ArtifactLimits limits, CancellationToken cancel)
    {
        if (!ArtifactPath.IsSafe(file.Path)) throw new ArgumentException($"'{file.Path}' is not a path.", nameof(file));
        var commit = new ArtifactCommit(database.Dialect, trial, attempt, file, limits);
        var patiently = new RetryUntilAnswered(writer.LongestPause, trial.GetHashCode(), outages, metrics, time);
        StoredContent? content = null;
        while (true)
        {
            var found = await patiently.DoAsync(
                "an artifact", () => database.ReadAsync(connection => commit.LookAsync(connection, cancel), cancel),
                cancel);
            if (found.IsRefused) return new(ArtifactOutcome.Refused);
            // The content is read only if it is new, so that the same large file is transferred once.
            if (!found.HasContent) content ??= await StoreAsync(found.Sweep!);
            if (!found.HasContent && content is null) return new(ArtifactOutcome.Changed);
            var done = await patiently.DoAsync(
                "an artifact",
                () => database.WriteAsync(connection => commit.RunAsync(connection, content, cancel), cancel), cancel);
            // Only after the commit: until then rows may name these files.
            foreach (var name in done.UnusedFiles) await options.Files.DeleteAsync(name);
            if (done.Receipt is { } receipt) return receipt;
        }

        async Task<StoredContent?> StoreAsync(string sweep)
        {
            if (file.Content.Length <= options.DatabaseLimit) return ReadSmall(file);
            if (!options.HasStore)
                throw new UserErrorException(
                    $"it has {file.Content.Length >> 20} MiB, too much for the database: set "
                    + $"{CheckpointOptions.Variable} to a folder that all nodes share or to an S3 bucket, on every "
                    + "node");
            var name = ArtifactName.Of(sweep, trial, attempt, file.Sha256.Span);
            var hash = await patiently.DoAsync(
                "a large artifact", () => options.Files.WriteAsync(name, file.Content, cancel), cancel);
            if (file.Sha256.Span.SequenceEqual(hash)) return new(Data: null, name);
            await options.Files.DeleteAsync(name);
            return null;
        }
    }

    private static StoredContent? ReadSmall(ArtifactFile file)
    {
        try
        {
            var data = file.Content.ReadAll();
            return file.Sha256.Span.SequenceEqual(SHA256.HashData(data.Span)) ? new(data.ToArray(), File: null) : null;
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }
}

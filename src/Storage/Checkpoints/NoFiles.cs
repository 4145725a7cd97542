using Experiments.Contracts.Ports.Persistence.Checkpoints;

namespace Experiments.Storage.Checkpoints;

/// <summary>No store: large checkpoints are refused.</summary>
internal sealed class NoFiles : ICheckpointFiles
{
    private const string Remedy =
        $"set {CheckpointOptions.Variable} to a folder that all nodes share or to an S3 bucket, on every node";

    public string Place => $"no store for large checkpoints: {Remedy}";

    public Task CheckAsync(CancellationToken cancel) => Task.CompletedTask;

    public Task<byte[]> WriteAsync(string name, CheckpointContent content, CancellationToken cancel) =>
        throw new TrialDoomedException(
            $"a checkpoint is {content.Length >> 20} MiB, too large for the database: {Remedy}");

    public Task<Stream?> OpenAsync(string name, CancellationToken cancel) => throw new UserErrorException(
        $"a checkpoint is in a store that is not known on this node: {Remedy}");

    public Task DeleteAsync(string name) => Task.CompletedTask;

    public IAsyncEnumerable<StoredFile> ListAsync(DateTimeOffset before, CancellationToken cancel) =>
        AsyncEnumerable.Empty<StoredFile>();

    public Task DeletePartialAsync(DateTimeOffset before, CancellationToken cancel) => Task.CompletedTask;
}

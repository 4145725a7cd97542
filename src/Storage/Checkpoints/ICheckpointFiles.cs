using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Checkpoints;

/// <summary>
/// The store of the checkpoints and artifacts that are too large for the database, as files that all nodes can read and
/// write. A file's name contains sweep, trial and attempt, see <see cref="CheckpointName"/> and
/// <see cref="ArtifactName"/>, so that two attempts never write the same file. A file appears complete or not at all.
/// The database decides which files are in use.
/// </summary>
internal interface ICheckpointFiles
{
    /// <summary>A human-readable description of where the files are.</summary>
    string Place { get; }

    /// <summary>Checks that files can be written and deleted, and creates a folder for them if need be.</summary>
    /// <exception cref="UserErrorException">They cannot.</exception>
    /// <exception cref="StoreUnreachableException">They cannot at the moment.</exception>
    Task CheckAsync(CancellationToken cancel);

    /// <summary>Writes a file, without holding its content in memory.</summary>
    /// <returns>The SHA-256 hash of the content.</returns>
    /// <exception cref="TrialDoomedException">There is no store. Another attempt would fail at the same point.
    /// </exception>
    /// <exception cref="UserErrorException">The store does not accept the file.</exception>
    /// <exception cref="StoreUnreachableException">The store cannot be written to at the moment.</exception>
    Task<byte[]> WriteAsync(string name, CheckpointContent content, CancellationToken cancel);

    /// <summary>Opens a file for reading from its start. Returns null if it does not exist.</summary>
    /// <exception cref="UserErrorException">There is no store.</exception>
    /// <exception cref="StoreUnreachableException">The store cannot be read at the moment.</exception>
    Task<Stream?> OpenAsync(string name, CancellationToken cancel);

    /// <summary>
    /// Deletes a file that is no longer in use. Never throws: a file that stays only takes up space, until
    /// <see cref="CheckpointCleanup"/> finds it.
    /// </summary>
    Task DeleteAsync(string name);

    /// <summary>Returns the files that were written before a time.</summary>
    /// <exception cref="UserErrorException">The store cannot be read.</exception>
    /// <exception cref="StoreUnreachableException">The store cannot be reached at the moment.</exception>
    IAsyncEnumerable<StoredFile> ListAsync(DateTimeOffset before, CancellationToken cancel);

    /// <summary>Deletes what is left of files whose writers ended before they were complete.</summary>
    /// <param name="before">Only what was begun before this time.</param>
    /// <param name="cancel">Cancels it.</param>
    Task DeletePartialAsync(DateTimeOffset before, CancellationToken cancel);
}

using Experiments.Contracts.Sweeps;

namespace Experiments.Contracts.Ports.Persistence.Artifacts;

/// <summary>
/// Stores the files that trials' programs leave where every node can read them. Content that several files have is
/// stored once. Waits while the database is unavailable.
/// </summary>
public interface IArtifactStore
{
    /// <summary>
    /// Stores a file of an attempt, in place of the trial's file with the same path. Files of earlier attempts with
    /// other paths are kept as far as <paramref name="limits"/> allows. Saving the same file again changes nothing.
    /// </summary>
    /// <param name="trial">The trial.</param>
    /// <param name="attempt">
    /// The attempt, which must be the newest of the trial, and not lost: the trial runs, or the attempt was told at a
    /// rung to stop or to pause.
    /// </param>
    /// <param name="file">The file.</param>
    /// <param name="limits">The limits of the trial's files, within which those of this attempt already are.</param>
    /// <param name="cancel">Stops waiting for the database.</param>
    /// <exception cref="UserErrorException">The content is too large for the database, and the store of large files is
    /// unknown or cannot be written to.</exception>
    Task<ArtifactReceipt> SaveAsync(
        TrialId trial, int attempt, ArtifactFile file, ArtifactLimits limits, CancellationToken cancel);
}

using Experiments.Contracts.Ports.Persistence;

namespace Experiments.Storage.Sweeps;

/// <summary>Writes a commit in one transaction, the way its database does it best.</summary>
internal interface ISweepCommitter
{
    /// <returns>Files of checkpoints that count no more: those of trials that were stopped early.</returns>
    Task<IReadOnlyList<string>> CommitAsync(SweepCommit commit, CancellationToken cancel);
}

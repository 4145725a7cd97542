using Experiments.Contracts.Ports.Persistence;

namespace Experiments.Storage.Sweeps;

/// <summary>Writes a commit in one transaction, in the fastest way for its database.</summary>
internal interface ISweepCommitter
{
    /// <summary>Writes a commit.</summary>
    /// <returns>The checkpoint files that are no longer in use.</returns>
    Task<IReadOnlyList<string>> CommitAsync(SweepCommit commit, CancellationToken cancel);
}

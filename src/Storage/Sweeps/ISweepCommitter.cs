using Experiments.Contracts.Ports.Persistence;

namespace Experiments.Storage.Sweeps;

/// <summary>Writes a commit in one transaction, the way its database does it best.</summary>
internal interface ISweepCommitter
{
    Task CommitAsync(SweepCommit commit, CancellationToken cancel);
}

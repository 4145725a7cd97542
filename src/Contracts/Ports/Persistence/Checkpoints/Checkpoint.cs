using Experiments.Contracts.Sweeps;

namespace Experiments.Contracts.Ports.Persistence.Checkpoints;

/// <summary>The state that a trial needs to continue as if it had not been interrupted.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Attempt">The attempt that saved it; the fencing token.</param>
/// <param name="Step">The last step reported before it. An attempt that resumes reports the metrics of later
/// steps again.</param>
/// <param name="Content">The bytes that the workload saved. Whoever loads a checkpoint disposes them.</param>
public sealed record Checkpoint(TrialId Trial, int Attempt, long Step, CheckpointContent Content)
{
    /// <summary>All bytes in memory, see <see cref="CheckpointContent.ReadAll"/>.</summary>
    public ReadOnlyMemory<byte> Data => Content.ReadAll();
}

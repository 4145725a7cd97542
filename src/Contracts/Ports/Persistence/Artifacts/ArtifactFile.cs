using Experiments.Contracts.Ports.Persistence.Checkpoints;

namespace Experiments.Contracts.Ports.Persistence.Artifacts;

/// <summary>A file that a trial's program left.</summary>
/// <param name="Path">The path within the trial's folder, see <see cref="ArtifactPath"/>.</param>
/// <param name="Sha256">The SHA-256 hash of the content.</param>
/// <param name="Content">The content. The caller disposes it.</param>
public sealed record ArtifactFile(string Path, ReadOnlyMemory<byte> Sha256, CheckpointContent Content);

using System.Collections.Immutable;

namespace Experiments.Contracts.Ports.Persistence.Artifacts;

/// <summary>What became of a file.</summary>
/// <param name="Outcome">Whether it is stored.</param>
/// <param name="Removed">
/// The paths of files of earlier attempts that were removed, since the trial would have more than its limits.
/// </param>
public sealed record ArtifactReceipt(ArtifactOutcome Outcome, ImmutableArray<string> Removed)
{
    /// <summary>Creates the receipt of a file for which none was removed.</summary>
    public ArtifactReceipt(ArtifactOutcome outcome)
        : this(outcome, [])
    {
    }
}

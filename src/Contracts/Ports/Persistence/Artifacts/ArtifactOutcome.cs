namespace Experiments.Contracts.Ports.Persistence.Artifacts;

/// <summary>Whether a file is stored.</summary>
public enum ArtifactOutcome
{
    /// <summary>It is stored.</summary>
    Kept,

    /// <summary>It is not stored: its content no longer has the hash that was computed before.</summary>
    Changed,

    /// <summary>It is not stored: the attempt is not the trial's current one.</summary>
    Refused,
}

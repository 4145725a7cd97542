namespace Experiments.Storage.Model;

/// <summary>A file that a trial's program left.</summary>
public sealed class Artifact
{
    /// <summary>The key of the trial.</summary>
    public long TrialId { get; init; }

    /// <summary>The path within the folder of the trial, with <c>/</c> between folders.</summary>
    public required string Path { get; init; }

    /// <summary>The attempt that left it.</summary>
    public int Attempt { get; init; }

    /// <summary>The length in bytes.</summary>
    public long Size { get; init; }

    /// <summary>The SHA-256 hash of the content: the key of its <see cref="ArtifactContent"/>.</summary>
    public required byte[] Sha256 { get; init; }

    /// <summary>The time at which it was stored, by the database's clock.</summary>
    public DateTimeOffset At { get; init; }
}

namespace Experiments.Storage.Artifacts;

/// <summary>A file that a trial's program left.</summary>
/// <param name="Trial">The number of the trial.</param>
/// <param name="Path">The path within the trial's folder, with <c>/</c> between folders. Not checked.</param>
/// <param name="Attempt">The attempt that left it.</param>
/// <param name="Size">The length in bytes.</param>
/// <param name="At">The time at which it was stored.</param>
/// <param name="Sha256">The SHA-256 hash of the content, in lower-case hexadecimal digits.</param>
public sealed record ArtifactSummary(
    int Trial, string Path, int Attempt, long Size, DateTimeOffset At, string Sha256);

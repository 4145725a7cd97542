namespace Experiments.ApiClient.Trials;

/// <summary>A file that a trial's program left.</summary>
/// <param name="Trial">The number of the trial.</param>
/// <param name="Path">
/// The path within the trial's folder, with <c>/</c> between folders. The program chose it: check that it does not lead
/// elsewhere before you write to it.
/// </param>
/// <param name="Size">The length in bytes.</param>
/// <param name="Attempt">The attempt that left it.</param>
/// <param name="StoredAt">The time at which it was stored.</param>
/// <param name="Sha256">The SHA-256 hash of the content, in hexadecimal digits.</param>
public sealed record Artifact(
    int Trial, string Path, long Size, int Attempt, DateTimeOffset StoredAt, string Sha256);

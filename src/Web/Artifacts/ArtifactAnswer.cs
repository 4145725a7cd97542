using Experiments.Storage.Artifacts;

namespace Experiments.Web.Artifacts;

/// <summary>A file that a trial's program left.</summary>
/// <param name="Trial">The number of the trial.</param>
/// <param name="Path">The path within the trial's folder, with <c>/</c> between folders.</param>
/// <param name="Size">The length in bytes.</param>
/// <param name="Attempt">The attempt that left it.</param>
/// <param name="StoredAt">The time at which it was stored.</param>
/// <param name="Sha256">The SHA-256 hash of the content, in hexadecimal digits.</param>
internal sealed record ArtifactAnswer(
    int Trial, string Path, long Size, int Attempt, DateTimeOffset StoredAt, string Sha256)
{
    /// <summary>Creates the answer.</summary>
    public static ArtifactAnswer Of(ArtifactSummary file) =>
        new(file.Trial, file.Path, file.Size, file.Attempt, file.At, file.Sha256);
}

namespace Experiments.Storage.Model;

/// <summary>The content of one or more artifacts with the same bytes.</summary>
internal sealed class ArtifactContent
{
    /// <summary>The SHA-256 hash of the content.</summary>
    public required byte[] Sha256 { get; init; }

    /// <summary>The content, or null if it is in a file.</summary>
    public byte[]? Data { get; init; }

    /// <summary>The name in the store of large files, or null if the content is in the database.</summary>
    public string? File { get; init; }
}

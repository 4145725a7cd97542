namespace Experiments.Storage.Artifacts;

/// <summary>What the row of a content contains.</summary>
/// <param name="Data">The content, or null if it is in a file.</param>
/// <param name="File">The name of the file, or null if the content is in the database.</param>
internal sealed record StoredContent(byte[]? Data, string? File);

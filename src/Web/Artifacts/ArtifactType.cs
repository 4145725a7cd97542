namespace Experiments.Web.Artifacts;

/// <summary>
/// The media types of files that programs left. Only types in which nothing can run have their own; a browser never
/// shows the others as a page.
/// </summary>
internal static class ArtifactType
{
    /// <summary>Returns the type of a file by the ending of its name.</summary>
    public static string Of(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".gif" => "image/gif",
        ".webp" => "image/webp",
        ".txt" or ".log" or ".csv" or ".tsv" or ".json" or ".jsonl" or ".md" or ".yaml" or ".yml" =>
            "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
}

using System.Security.Cryptography;

namespace Experiments.Web.Page;

/// <summary>A file of the page.</summary>
/// <param name="Type">Its media type.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record PageFile(string Type, byte[] Content)
{
    private const string Folder = "Page/";

    /// <summary>The entity tag: a hash of the content.</summary>
    public string Tag { get; } = $"\"{Convert.ToHexStringLower(SHA256.HashData(Content))[..32]}\"";

    /// <summary>Reads the files that are embedded in this assembly, by their paths.</summary>
    public static IReadOnlyDictionary<string, PageFile> ReadAll()
    {
        var assembly = typeof(PageFile).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .ToDictionary(name => name[Folder.Length..].Replace('\\', '/'), name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                using var content = new MemoryStream();
                stream.CopyTo(content);
                return new PageFile(TypeOf(name), content.ToArray());
            });
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    };
}

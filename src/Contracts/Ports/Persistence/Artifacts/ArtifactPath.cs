using System.Text;

namespace Experiments.Contracts.Ports.Persistence.Artifacts;

/// <summary>
/// The path of a file within the folder of its trial: names with <c>/</c> between them. Stored paths are checked before
/// they are stored and again before a file is written under such a path, since others can write to the database.
/// </summary>
public static class ArtifactPath
{
    /// <summary>The longest path, in bytes of UTF-8. The databases index paths.</summary>
    public const int Longest = 1_000;

    private const int LongestName = 255;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>
    /// Whether a path is relative, has neither empty names nor <c>.</c> or <c>..</c>, is valid Unicode, and contains no
    /// control characters, no backslashes, and none that change the direction of writing.
    /// </summary>
    public static bool IsSafe(string path)
    {
        if (path.Any(IsUnsafe)) return false;
        try
        {
            return Utf8.GetByteCount(path) <= Longest && path.Split('/').All(
                name => name is not ("" or "." or "..") && Utf8.GetByteCount(name) <= LongestName);
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    // U+FFFD is what .NET reads in place of bytes that are not UTF-8, so that no file has the name.
    private static bool IsUnsafe(char c) =>
        char.IsControl(c) || c is '\\' or '\uFFFD' || Terminals.SafeText.IsTurn(c);
}

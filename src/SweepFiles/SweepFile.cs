using System.Security;
using System.Text;
using Experiments.SweepFiles.Changing;
using Experiments.SweepFiles.Sections;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles;

/// <summary>
/// Reads sweep files: YAML or JSON, a superset of the sweep configuration of Weights &amp; Biases. For any input the
/// result is a valid sweep or a list of errors with positions, never an exception.
/// </summary>
public static class SweepFile
{
    /// <summary>The maximum size of a file: 4 MiB.</summary>
    public const int MaxBytes = SourceText.MaxBytes;

    /// <summary>Reads the file at <paramref name="path"/>. Errors name the file by this path.</summary>
    public static SweepFileResult Read(string path) => Read(path, []);

    /// <summary>Reads the file at <paramref name="path"/> with changes, which are made in their order.</summary>
    public static SweepFileResult Read(string path, IEnumerable<SweepFileChange> changes)
    {
        if (Directory.Exists(path)) return Refuse(path, "is a directory; name the sweep file in it");
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[MaxBytes + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return Parse(bytes.AsSpan(0, length), path, changes);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or ArgumentException)
        {
            return Refuse(path, "there is no such file");
        }
        catch (Exception e) when (e is UnauthorizedAccessException or SecurityException)
        {
            return Refuse(path, "cannot be read: permission denied");
        }
        catch (Exception e) when (e is IOException or NotSupportedException)
        {
            return Refuse(path, $"cannot be read: {e.Message}");
        }
    }

    /// <summary>
    /// Reads a file's bytes, which must be UTF-8. <paramref name="fileName"/> is used in errors and for the default
    /// name.
    /// </summary>
    public static SweepFileResult Parse(ReadOnlySpan<byte> bytes, string fileName) => Parse(bytes, fileName, []);

    /// <summary>Reads a file's text. <paramref name="fileName"/> is used in errors and for the default name.</summary>
    public static SweepFileResult Parse(string text, string fileName) => Parse(text, fileName, []);

    /// <summary>
    /// Reads a file's text with changes, which are made in their order. <paramref name="fileName"/> is used in errors
    /// and for the default name.
    /// </summary>
    public static SweepFileResult Parse(string text, string fileName, IEnumerable<SweepFileChange> changes)
    {
        var errors = new ErrorList(fileName);
        if (Encoding.UTF8.GetByteCount(text) > MaxBytes) return Refuse(fileName, SourceText.TooLarge);
        return Parse(text, fileName, changes, errors);
    }

    private static SweepFileResult Parse(
        ReadOnlySpan<byte> bytes, string fileName, IEnumerable<SweepFileChange> changes)
    {
        var errors = new ErrorList(fileName);
        return SourceText.Decode(bytes, errors) is { } text
            ? Parse(text, fileName, changes, errors)
            : errors.ToResult();
    }

    private static SweepFileResult Parse(
        string text, string fileName, IEnumerable<SweepFileChange> changes, ErrorList errors)
    {
        try
        {
            var root = SourceText.IsClean(text, errors) ? YamlReader.Read(text, errors) : null;
            if (root is not null) root = ChangedFile.Apply(root, changes, errors);
            var spec = root is null ? null : SweepReader.Read(root, fileName, errors);
            return errors.ToResult(spec);
        }
        catch (SweepFileRefusedException e)
        {
            errors.Add(e);
            return errors.ToResult();
        }
    }

    private static SweepFileResult Refuse(string fileName, string message) =>
        new(null, [new(fileName, 0, 0, message)], []);
}

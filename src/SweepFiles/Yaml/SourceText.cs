using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Experiments.SweepFiles.Yaml;

/// <summary>Decodes bytes to text that may be YAML, or adds an error.</summary>
internal static class SourceText
{
    public const int MaxBytes = 4 * 1024 * 1024;
    public const string TooLarge =
        "is larger than 4 MiB, and no sweep needs that much; give ranges instead of long lists";
    private const string NotUtf8 = "is UTF-16 or UTF-32; save it as UTF-8";

    /// <summary>Returns the text without a byte order mark, or null if an error was added.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes, ErrorList errors)
    {
        if (bytes.Length > MaxBytes) return Refuse(errors, Position.WholeFile, TooLarge);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
            || bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]))
            return Refuse(errors, Position.WholeFile, NotUtf8);

        var content = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        var text = new char[content.Length];
        var status = Utf8.ToUtf16(content, text, out var read, out var written, replaceInvalidSequences: false);
        return status == OperationStatus.Done
            ? new string(text, 0, written)
            : Refuse(
                errors, Position.Locate(text, written),
                $"the byte 0x{content[read]:X2} is not UTF-8; save the file as UTF-8");
    }

    /// <summary>
    /// Whether the text is not blank and has no character that YAML excludes. If false, an error was added.
    /// </summary>
    public static bool IsClean(string text, ErrorList errors)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Reject(
                errors, Position.WholeFile, "is empty; a sweep file has at least 'method', 'metric' and 'workload'");
        var index = 0;
        while (index < text.Length && IsAllowed(text[index])) index++;
        if (index == text.Length) return true;
        var hint = text[index] == '\0' ? "; if the file is UTF-16, save it as UTF-8" : "";
        return Reject(
            errors, Position.Locate(text, index),
            $"the control character U+{(int)text[index]:X4} is not allowed{hint}");
    }

    private static bool IsAllowed(char c) => !char.IsControl(c) || c is '\t' or '\n' or '\r' or '\u0085';

    private static bool Reject(ErrorList errors, Position at, string message)
    {
        errors.Add(at, message);
        return false;
    }

    private static string? Refuse(ErrorList errors, Position at, string message)
    {
        errors.Add(at, message);
        return null;
    }
}

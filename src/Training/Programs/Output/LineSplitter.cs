using System.Text;

namespace Experiments.Training.Programs.Output;

/// <summary>
/// Splits bytes into lines. A line ends with a line feed, a carriage return (as progress bars print), or both. A record
/// separator begins a line, wherever the line before it was left (RFC 7464). At most <see cref="Longest"/> bytes of a
/// line are kept. Invalid UTF-8 becomes U+FFFD, and control characters become their pictures (U+2400…), so that they
/// cannot harm a database or a terminal.
/// </summary>
internal sealed class LineSplitter
{
    /// <summary>The maximum number of bytes of a line that are kept: 1 Mi.</summary>
    public const int Longest = 1 << 20;

    private const byte Record = 0x1e;

    private byte[] _line = new byte[4 << 10];
    private int _length;
    private long _lost;
    private bool _afterReturn;
    private bool _isRecord;

    /// <summary>
    /// Returns the lines that these bytes complete. They must be enumerated to the end before the next call.
    /// </summary>
    public IEnumerable<OutputLine> Split(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.Span.IndexOfAny((byte)'\n', (byte)'\r', Record);
            Keep(bytes.Span[..(end < 0 ? bytes.Length : end)]);
            if (end < 0) yield break;
            if (bytes.Span[end] == Record)
            {
                bytes = bytes[(end + 1)..];
                _afterReturn = false;
                if (_length > 0) yield return Take();
                _isRecord = true;
                continue;
            }

            var isFeed = bytes.Span[end] == '\n';
            var completesReturn = isFeed && end == 0 && _afterReturn;
            _afterReturn = !isFeed;
            bytes = bytes[(end + 1)..];
            if (!completesReturn) yield return Take();
        }
    }

    /// <summary>Returns the last, unterminated line, or null if there is none.</summary>
    public OutputLine? Rest() => _length > 0 ? Take() : null;

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        _afterReturn = false;
        var kept = bytes[..Math.Min(bytes.Length, Longest - _length)];
        if (_line.Length < _length + kept.Length)
            Array.Resize(ref _line, Math.Min(Longest, Math.Max(_line.Length * 2, _length + kept.Length)));
        kept.CopyTo(_line.AsSpan(_length));
        _length += kept.Length;
        _lost += bytes.Length - kept.Length;
    }

    private OutputLine Take()
    {
        var text = Encoding.UTF8.GetString(_line, 0, _length);
        var line = new OutputLine(
            text.Any(IsControl) ? string.Concat(text.Select(Picture)) : text, _lost, _isRecord);
        (_length, _lost, _isRecord) = (0, 0, false);
        return line;
    }

    private static bool IsControl(char c) => char.IsControl(c) && c != '\t';

    private static char Picture(char c) => !IsControl(c) ? c : c < ' ' ? (char)(0x2400 + c) : '\u2421';
}

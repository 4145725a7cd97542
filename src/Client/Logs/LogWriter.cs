using Experiments.Client.Shells;
using Experiments.Contracts.Ports.Persistence;

namespace Experiments.Client.Logs;

/// <summary>
/// Writes parts of a log as they were printed: standard output to standard output, all else to standard error. Where
/// something is missing between two, it says how much.
/// </summary>
internal sealed class LogWriter(Shell shell)
{
    // Where a line has begun and not ended.
    private TextWriter? _unended;

    /// <summary>Characters of the log up to the end of what was written.</summary>
    public long End { get; private set; }

    /// <summary>Writes the next part.</summary>
    public void Write(LogPart part)
    {
        if (part.Offset > End)
        {
            _unended?.WriteLine();
            shell.Error.WriteLine($"… {part.Offset - End:#,0} characters left out …");
        }

        var to = part.Stream is LogStream.Out ? shell.Out : shell.Error;
        to.Write(part.Stream is LogStream.Note ? Prefixed(part.Text) : part.Text);
        to.Flush();
        _unended = part.Text.EndsWith('\n') ? null : to;
        End = part.End;
    }

    // Notices that follow one another are one part.
    private static string Prefixed(string notices) =>
        string.Join('\n', notices.Split('\n').Select(notice => notice.Length > 0 ? $"experiments: {notice}" : ""));
}

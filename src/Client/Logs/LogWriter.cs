using Experiments.Client.Shells;
using Experiments.Contracts.Ports.Persistence;

namespace Experiments.Client.Logs;

/// <summary>
/// Writes the parts of a log to the streams that they were printed to: standard output to standard output, everything
/// else to standard error. If text is missing between two parts, writes how much.
/// </summary>
internal sealed class LogWriter(Shell shell)
{
    // The stream whose last line has not ended, or null.
    private TextWriter? _unended;

    /// <summary>The offset in the log, in characters, of the end of the written text.</summary>
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

    // A part can contain several consecutive notices.
    private static string Prefixed(string notices) =>
        string.Join('\n', notices.Split('\n').Select(notice => notice.Length > 0 ? $"experiments: {notice}" : ""));
}

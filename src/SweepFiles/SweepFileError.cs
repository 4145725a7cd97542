namespace Experiments.SweepFiles;

/// <summary>An error in a sweep file, or a warning about something valid but probably not intended.</summary>
/// <param name="File">The file, as named by the user.</param>
/// <param name="Line">The line, counted from 1, or 0 for the file as a whole.</param>
/// <param name="Column">The column, counted from 1 in UTF-16 code units, or 0 for the file as a whole.</param>
/// <param name="Message">The rule, the value that breaks it and, if known, what to write instead.</param>
public sealed record SweepFileError(string File, int Line, int Column, string Message)
{
    /// <summary>Whether this is a warning, with which the sweep still runs. Default: false.</summary>
    public bool IsWarning { get; init; }

    /// <summary>
    /// Returns <c>file:line:column: message</c>, or <c>file: message</c> for the file as a whole. The message of a
    /// warning is preceded by <c>warning: </c>.
    /// </summary>
    public override string ToString() =>
        $"{File}{(Line == 0 ? "" : $":{Line}:{Column}")}: {(IsWarning ? "warning: " : "")}{Message}";
}

namespace Experiments.SweepFiles;

/// <summary>One thing that is wrong with a sweep file, or that is allowed and hardly meant.</summary>
/// <param name="File">The file, as the user named it.</param>
/// <param name="Line">Where, counted from 1; 0: the file as a whole.</param>
/// <param name="Column">Where in the line, counted from 1 in UTF-16 units; 0: the file as a whole.</param>
/// <param name="Message">The rule, the value that breaks it and, where there is one, what to write instead.</param>
public sealed record SweepFileError(string File, int Line, int Column, string Message)
{
    /// <summary>The sweep runs all the same. Default: it does not.</summary>
    public bool IsWarning { get; init; }

    /// <summary>
    /// <c>file:line:column: message</c>, or <c>file: message</c> where it is about the file as a whole; before the message of a
    /// warning stands <c>warning: </c>.
    /// </summary>
    public override string ToString() =>
        $"{File}{(Line == 0 ? "" : $":{Line}:{Column}")}: {(IsWarning ? "warning: " : "")}{Message}";
}

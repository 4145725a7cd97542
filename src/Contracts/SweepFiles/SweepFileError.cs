namespace Experiments.Contracts.SweepFiles;

/// <summary>One thing that is wrong with a sweep file.</summary>
/// <param name="File">The file, as the user named it.</param>
/// <param name="Line">Where, counted from 1; 0: the file as a whole.</param>
/// <param name="Column">Where in the line, counted from 1 in UTF-16 units; 0: the file as a whole.</param>
/// <param name="Message">The rule, the value that breaks it and, where there is one, what to write instead.</param>
public sealed record SweepFileError(string File, int Line, int Column, string Message)
{
    /// <summary><c>file:line:column: message</c>, or <c>file: message</c> where it is about the file as a whole.</summary>
    public override string ToString() => Line == 0 ? $"{File}: {Message}" : $"{File}:{Line}:{Column}: {Message}";
}

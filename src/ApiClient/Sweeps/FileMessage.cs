namespace Experiments.ApiClient.Sweeps;

/// <summary>An error in a sweep file, or a warning.</summary>
/// <param name="File">The file, as the request names it.</param>
/// <param name="Line">The line, from 1, or 0 for the file as a whole.</param>
/// <param name="Column">The column, from 1 in UTF-16 code units, or 0 for the file as a whole.</param>
/// <param name="Message">What is wrong, and what to write instead.</param>
public sealed record FileMessage(string File, int Line, int Column, string Message);

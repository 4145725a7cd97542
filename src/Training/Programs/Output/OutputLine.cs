namespace Experiments.Training.Programs.Output;

/// <summary>A line that a program printed.</summary>
/// <param name="Text">
/// The beginning of the line, as far as it is kept, without its line ending and without control characters except tabs.
/// </param>
/// <param name="Lost">The number of bytes after the beginning that were not kept.</param>
/// <param name="IsRecord">Whether the line begins with a record separator, as only reports of a package do.</param>
internal readonly record struct OutputLine(string Text, long Lost, bool IsRecord = false);

namespace Experiments.Training.Programs.Output;

/// <summary>A line that a program printed.</summary>
/// <param name="Text">Its beginning, as much as is read; without its end, and without control characters but tabs.</param>
/// <param name="Lost">Bytes after that which were not read.</param>
internal readonly record struct OutputLine(string Text, long Lost);

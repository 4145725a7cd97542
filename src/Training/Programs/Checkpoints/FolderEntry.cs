namespace Experiments.Training.Programs.Checkpoints;

/// <summary>An entry of a checkpoint folder.</summary>
/// <param name="Path">The path of the entry.</param>
/// <param name="Length">The size of a file in bytes, or null if the entry is not a file.</param>
/// <param name="WrittenAt">The time of the last write, in ticks.</param>
/// <param name="Target">The target of a link, or null if the entry is not a link.</param>
internal sealed record FolderEntry(string Path, long? Length, long WrittenAt, string? Target);

namespace Experiments.Training.Programs.Checkpoints;

/// <summary>Something in a checkpoint folder.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Length">Bytes of a file; null for all else.</param>
/// <param name="WrittenAt">When it was last written, in ticks.</param>
/// <param name="Target">What a link says; null: it is none.</param>
internal sealed record FolderEntry(string Path, long? Length, long WrittenAt, string? Target);

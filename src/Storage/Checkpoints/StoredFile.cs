namespace Experiments.Storage.Checkpoints;

/// <summary>A file in the store of large checkpoints and artifacts.</summary>
/// <param name="Name">The name, see <see cref="StoredFileName"/>.</param>
/// <param name="Length">The number of bytes.</param>
internal readonly record struct StoredFile(string Name, long Length);

namespace Experiments.Training.Datasets.Idx;

/// <summary>A file of a dataset.</summary>
/// <param name="FileName">The file's name without <c>.gz</c>.</param>
/// <param name="Images">The number of images whose pixels or labels the file holds.</param>
/// <param name="HoldsLabels">Whether the file holds labels. If false, it holds pixels.</param>
/// <param name="Sha256">
/// The SHA-256 of the decompressed file, or null if its publisher specifies none. In that case only its structure is
/// checked.
/// </param>
public sealed record IdxPart(string FileName, int Images, bool HoldsLabels, string? Sha256);

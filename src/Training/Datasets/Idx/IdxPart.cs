namespace Experiments.Training.Datasets.Idx;

/// <summary>One file of a dataset.</summary>
/// <param name="FileName">Its name without <c>.gz</c>.</param>
/// <param name="Images">How many images it has pixels or labels of.</param>
/// <param name="HoldsLabels">Whether it has their labels, or their pixels.</param>
/// <param name="Sha256">Of the decompressed file, or null where its publisher names none: then its structure is
/// checked.</param>
public sealed record IdxPart(string FileName, int Images, bool HoldsLabels, string? Sha256);

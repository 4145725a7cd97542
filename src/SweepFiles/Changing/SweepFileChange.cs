namespace Experiments.SweepFiles.Changing;

/// <summary>A change of one value of a sweep file before it is read.</summary>
/// <param name="Key">
/// The key, after those of the mappings that contain it and separated by dots: <c>parameters.lr.max</c>.
/// </param>
/// <param name="Value">The new value as it would be written in the file, or null to leave the key out.</param>
public sealed record SweepFileChange(string Key, string? Value);

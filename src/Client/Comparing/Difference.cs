namespace Experiments.Client.Comparing;

/// <summary>A value of two trials or sweeps.</summary>
/// <param name="Name">The name of the value.</param>
/// <param name="First">The value of the first; null if it has none.</param>
/// <param name="Second">The value of the second; null if it has none.</param>
internal sealed record Difference(string Name, object? First, object? Second);

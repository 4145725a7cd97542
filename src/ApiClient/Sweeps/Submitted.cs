namespace Experiments.ApiClient.Sweeps;

/// <summary>A sweep that was submitted.</summary>
/// <param name="Sweep">The sweep.</param>
/// <param name="Warnings">What is allowed in its file but probably not intended, and what the server lacks.</param>
public sealed record Submitted(Sweep Sweep, IReadOnlyList<FileMessage> Warnings);

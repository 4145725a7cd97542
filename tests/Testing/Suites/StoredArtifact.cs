namespace Experiments.Testing.Suites;

/// <summary>A stored file of a trial.</summary>
/// <param name="Path">The path.</param>
/// <param name="Attempt">The attempt that left it.</param>
/// <param name="Text">The content, as UTF-8.</param>
public sealed record StoredArtifact(string Path, int Attempt, string Text);

namespace Experiments.Storage.Checkpoints;

/// <summary>The names of all files in the store: those of checkpoints and of artifacts.</summary>
internal static class StoredFileName
{
    /// <summary>Returns the id of the sweep that a file was written for, or null for a name of another kind.</summary>
    public static string? SweepOf(string name) => CheckpointName.Parse(name)?.Sweep ?? ArtifactName.Parse(name)?.Sweep;
}

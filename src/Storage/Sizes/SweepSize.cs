namespace Experiments.Storage.Sizes;

/// <summary>The space that a sweep takes, in bytes.</summary>
/// <param name="Id">The id of the sweep.</param>
/// <param name="Name">The name of the sweep.</param>
/// <param name="Trials">The rows of its trials.</param>
/// <param name="Decisions">The log of its decisions, with the snapshot.</param>
/// <param name="Curves">The points of its metrics.</param>
/// <param name="Logs">What its programs printed.</param>
/// <param name="Checkpoints">The checkpoints in the database.</param>
/// <param name="Artifacts">
/// The artifacts in the database. Content that several artifacts have counts for each of them in equal parts.
/// </param>
/// <param name="Files">The large checkpoints and artifacts outside of the database.</param>
public sealed record SweepSize(
    string Id, string Name, long Trials, long Decisions, long Curves, long Logs, long Checkpoints, long Artifacts,
    long Files)
{
    /// <summary>The sum.</summary>
    public long Total => Trials + Decisions + Curves + Logs + Checkpoints + Artifacts + Files;
}

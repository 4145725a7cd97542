namespace Experiments.Storage.Model;

/// <summary>A tag of a sweep: a word by which people find it.</summary>
public sealed class SweepTag
{
    /// <summary>The key of the sweep.</summary>
    public int SweepKey { get; init; }

    /// <summary>The tag, case-sensitive.</summary>
    public required string Tag { get; init; }
}

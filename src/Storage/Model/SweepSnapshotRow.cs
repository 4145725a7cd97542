namespace Experiments.Storage.Model;

/// <summary>The state of a sweep at a step of its log, from which it continues without reading the whole log.</summary>
internal sealed class SweepSnapshotRow
{
    /// <summary>The key of the sweep.</summary>
    public int SweepKey { get; init; }

    /// <summary>The step of the log.</summary>
    public long Seq { get; init; }

    /// <summary>The version of the format.</summary>
    public int Version { get; init; }

    /// <summary>The SHA-256 hash of <see cref="State"/>.</summary>
    public required byte[] Sha256 { get; init; }

    /// <summary>The state.</summary>
    public required byte[] State { get; init; }

    /// <summary>The time at which it was stored, by the database's clock.</summary>
    public DateTimeOffset At { get; init; }
}
